"""Every step and every promise leads to a page."""

from datetime import UTC, datetime

import pytest

from tocsin.rules.onward import said
from tocsin.vocab.onward import Code, Onward
from tocsin.vocab.promise import Promise, PromiseKind, Side
from tocsin.web.desk.pages import ROOMS
from tocsin.web.desk.ways import promise_path, step_path

CASE, SHARE = "case-" + "1" * 26, "share-" + "2" * 26


def is_a_page(path: str) -> bool:
    """Whether some room has a page there."""
    wanted = path.partition("#")[0].partition("?")[0].split("/")
    rows = [row.path.split("/") for room in ROOMS for row in room.ROWS if row.method == "GET"]
    return any(
        len(row) == len(wanted)
        and all(mine.startswith("{") or mine == theirs for mine, theirs in zip(row, wanted, strict=True))
        for row in rows
    )


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("share", ["", SHARE])
def test_every_step_leads_to_a_page(code: Code, share: str) -> None:
    assert is_a_page(step_path(CASE, Onward(code=code, sentence="do it", command="tocsin", share=share)))


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (said(Code.FILL, case=CASE, row="suppliers", text=""), f"/cases/{CASE}/checklist#row.suppliers"),
        (said(Code.FILL_BY_MARK, row="embargo_until", text="", how="case mark"), f"/cases/{CASE}/marking"),
        (said(Code.SEND, share=SHARE), f"/shares/{SHARE}"),
        (said(Code.WORK, party="Vendor", share=SHARE), f"/outbox?share={SHARE}"),
        (said(Code.WORK, party="Vendor"), "/outbox"),
    ],
)
def test_a_step_leads_to_what_it_is_about(step: Onward, place: str) -> None:
    assert step_path(CASE, step) == place


@pytest.mark.parametrize("kind", PromiseKind)
@pytest.mark.parametrize("share", ["", SHARE])
def test_every_promise_leads_to_a_page(kind: PromiseKind, share: str) -> None:
    promise = Promise(
        kind=kind,
        side=Side.OWE,
        about=CASE,
        case=CASE,
        since=datetime(2026, 3, 24, tzinfo=UTC),
        due=None,
        overdue=False,
        sentence="something is owed",
        command="tocsin status",
        share=share,
    )
    assert is_a_page(promise_path(promise).partition("?")[0])
