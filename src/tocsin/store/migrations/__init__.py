"""How the tables of a home came to be, and the way up to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from tocsin.store.database import writing


def bring_up_to_date(engine: Engine) -> None:
    """Run the steps that this database has not seen yet, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
