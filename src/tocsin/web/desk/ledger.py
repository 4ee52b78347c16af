"""The ledger: its entries, whether it holds, proofs to take along."""

from tocsin.operations.operation import Content
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Answer, Page, Visit
from tocsin.web.download import download_of


def ledger(visit: Visit) -> Page:
    """The newest entries, without a word of what stands behind them, and the newest checkpoint."""
    found = visit.ask("ledger.entries", cursor=visit.query.get("cursor", ""))
    return visit.page("ledger.html", here="ledger", found=found, kept=visit.ask("ledger.checkpoint"), verdict=None)


def verified(visit: Visit) -> Page:
    """Check every act, the tree, the checkpoints and the index."""
    return visit.page(
        "ledger.html",
        here="ledger",
        found=visit.ask("ledger.entries"),
        kept=visit.ask("ledger.checkpoint"),
        verdict=visit.ask("ledger.verify"),
    )


def entry(visit: Visit) -> Page:
    """One entry: its own bytes, and the proof that it stands in the log."""
    return visit.page("ledger_entry.html", here="ledger", found=visit.ask("ledger.prove", index=visit.params["index"]))


def proof(visit: Visit) -> Answer:
    """The proof as a file."""
    found = visit.ask("ledger.prove", index=visit.params["index"])
    return download_of(_file(f"entry-{found.index}.tlog-proof", found.proof))


def checkpoint(visit: Visit) -> Answer:
    """The newest checkpoint as a file: kept elsewhere, it holds the log to its word."""
    return download_of(_file("checkpoint.txt", visit.ask("ledger.checkpoint").checkpoint))


def _file(name: str, text: str) -> Content:
    return Content(media_type="text/plain; charset=utf-8", file_name=name, pieces=iter((text.encode(),)))


ROWS = (
    get("/ledger", ledger),
    post("/ledger/verify", verified),
    get("/ledger/checkpoint", checkpoint),
    get("/ledger/{index}", entry),
    get("/ledger/{index}/proof", proof),
)
