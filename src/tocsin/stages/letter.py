"""Stage 3: the letter that asks a provider to keep what only they hold."""

from io import BytesIO

from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described, keep
from tocsin.stages.overview import name_of
from tocsin.store.catalogues import load
from tocsin.vocab.boundary import NOT_LEGAL_ADVICE
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.preservation import PreservationList


def write(desk: Desk, case: Case, provider: str) -> tuple[str, Item]:
    """The letter as Markdown, kept on the case as an item. It names no victim and carries no evidence."""
    if not provider.strip():
        raise BadInput("a letter needs somebody to read it", hint="name them with --provider")
    rows = [
        row
        for catalogue in load("preservation", PreservationList, desk.home)
        for row in catalogue.rows
        if row.ask_provider
    ]
    asked = "\n".join(f"- **{row.title}**: {'; '.join(row.keep)}" for row in sorted(rows, key=lambda row: row.order))
    day = desk.clock.now().strftime("%d %B %Y")
    exercise = "**EXERCISE EXERCISE EXERCISE** This letter is part of a practice case.\n\n" if case.exercise else ""
    text = (
        f"# Request to preserve records\n\n{exercise}{day}\n\nTo: {' '.join(provider.split())}\n\n"
        f"Our reference: {case.id}\n\n"
        "We are looking into an event that concerns the security of a system that uses your service. Please keep the "
        "records below, as they were on the dates we will name to you, until we tell you in writing that they are no "
        "longer needed. Please do not change, overwrite or delete them, and suspend any automatic deletion.\n\n"
        f"{asked}\n\n"
        "Please confirm that you received this letter, say which of these records you hold and for how long they are "
        "kept by default, and name a person we can reach.\n\n"
        "This is a request to preserve, not to disclose: please send us no content until we have agreed how.\n\n"
        f"{NOT_LEGAL_ADVICE} Have counsel read this letter before it goes out.\n"
    )
    described = Described(
        kind=ItemKind.LETTER,
        name=f"preservation letter, {name_of(desk, case)}"[:200],
        media_type="text/markdown",
        source="written here",
    )
    _, item = keep(desk, case, described, BytesIO(text.encode()))
    return text, item
