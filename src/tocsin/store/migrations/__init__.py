"""How the tables of a home came to be, and the way up to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine

from tocsin.store.database import writing
from tocsin.store.schema import remember_tables
from tocsin.vocab.errors import BadInput


def bring_up_to_date(engine: Engine, *, to: str = "head") -> None:
    """Run the steps that this database has not seen yet, in one transaction; BadInput for a step unknown here."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as fault:
            raise BadInput(
                f"the database is at a step, or is to go to a step ({to}), that this program does not know",
                hint="install the version of tocsin that wrote it",
            ) from fault
        remember_tables(connection)
