"""What tests of the stores may ask for: a home's tables in either database, made by the migrations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tocsin.store.database import open_engine
from tocsin.store.migrations import bring_up_to_date


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either product."""
    url = f"sqlite:///{tmp_path}/home.db" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    engine = open_engine(url, create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(bare_engine: Engine) -> Engine:
    """A database of either product with the tables of a home."""
    bring_up_to_date(bare_engine)
    return bare_engine
