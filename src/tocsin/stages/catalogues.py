"""Every catalogue of a home read once, so that mistakes show early."""

from pathlib import Path

from tocsin.rules.table_check import whole
from tocsin.store.catalogues import Catalogue, load
from tocsin.store.tables import FOLDER as TABLES
from tocsin.store.tables import load_tables
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.duty import DutyCatalogue
from tocsin.vocab.exit import Exits
from tocsin.vocab.preservation import PreservationList
from tocsin.vocab.protection import ProtectionCatalogue
from tocsin.vocab.question import Questions
from tocsin.vocab.route import RouteCatalogue
from tocsin.vocab.technique import Crosswalk, Taxonomy
from tocsin.vocab.template import Template

FOLDERS: dict[str, type[Catalogue]] = {
    "checklists": Checklist,
    "crosswalks": Crosswalk,
    "duties": DutyCatalogue,
    "exits": Exits,
    "preservation": PreservationList,
    "protections": ProtectionCatalogue,
    "questions": Questions,
    "routes": RouteCatalogue,
    "taxonomies": Taxonomy,
    "templates": Template,
}


def check_all(home: Path | None) -> dict[str, int]:
    """How many catalogues of each kind there are; BadInput names the file and key of the first mistake."""
    counts = {folder: len(load(folder, type_, home)) for folder, type_ in FOLDERS.items()}
    sheets = load_tables(home)
    for sheet in sheets:
        whole(sheet.table, sheet.name)
    return counts | {TABLES: len(sheets)}
