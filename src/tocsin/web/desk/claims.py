"""Claims: made from a case and read back; any claim file, checked."""

from io import BytesIO
from typing import Any

from msgspec import Struct

from tocsin.ledger import record
from tocsin.stages.claim import WITHHELD
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.web.desk.door import get, post
from tocsin.web.desk.moment import moment_in
from tocsin.web.desk.visit import Answer, Form, Page, Visit
from tocsin.web.download import download_of

ASKS = ("sent", "acknowledged")
MEMBERS = record.hidden_members(record.Share)
WORDS_OF = {
    "channel": "by which road",
    "recipient": "who got it",
    "tlp": "its Traffic Light Protocol label",
    "iep": "the further terms of use (FIRST IEP 2.0)",
    "released_at": "when it was released",
    "kind": "what kind of thing it was",
    "policy_row": "which row of the decision table allowed it",
    "legal_basis_state": "how the protections stood",
    "redaction_profile": "by which rules it was cleaned",
    "counts": "how much was in it",
    "approvers": "in which roles it was approved",
}


class Chosen(Struct, frozen=True, kw_only=True):
    """What a claim of a case asks, and which members of its records it shows."""

    asks: str
    show: tuple[str, ...]
    since: str
    until: str

    def fields(self, case: str) -> dict[str, object]:
        """As the operation takes it: what is not shown though it usually is, is hidden.

        A period holds for nobody who cannot see when each share was released.
        """
        shown = {*self.show, "released_at"} if self.since or self.until else {*self.show}
        return {
            "cases": (case,),
            "asks": self.asks,
            "show": tuple(one for one in MEMBERS if one in WITHHELD and one in shown),
            "hide": tuple(one for one in MEMBERS if one not in WITHHELD and one not in shown),
            "since": moment_in(self.since),
            "until": moment_in(self.until),
        }


def claim(visit: Visit) -> Page:
    """What is shown unless somebody chooses otherwise, read back from the very file that would be given."""
    usual = tuple(one for one in MEMBERS if one not in WITHHELD)
    return _claim_page(visit, Chosen(asks="sent", show=usual, since="", until=""))


def chosen(visit: Visit) -> Answer:
    """The same with what was chosen; or the file itself."""
    choice = _chosen(visit.form)
    if visit.form.get("do") != "download":
        return _claim_page(visit, choice)
    return download_of(visit.ask("claim.make", **choice.fields(visit.params["case"])))


def to_verify(visit: Visit) -> Page:
    """Where a claim is handed in to be checked."""
    return visit.page("verify.html", here="verify", found=None, file_name="")


def verified(visit: Visit) -> Page:
    """Every check of a file, every key's tie, and what is not proven. Nothing is kept or recorded."""
    form = visit.form
    if not form.files:
        raise BadInput("no claim was handed in", hint="choose a `.claim.json` file")
    keys = form.lines("keys")
    found = visit.hand_in("claim.verify", form.files[0].file, keys=keys, policy=form.get("policy"))
    return visit.page("verify.html", here="verify", found=found, file_name=form.files[0].filename)


def _chosen(form: Form) -> Chosen:
    asks = form.get("asks")
    return Chosen(
        asks=asks if asks in ASKS else "sent",
        show=tuple(one for one in form.all("show") if one in MEMBERS),
        since=form.get("since"),
        until=form.get("until"),
    )


def _claim_page(visit: Visit, choice: Chosen) -> Page:
    view = visit.ask("case.show", case=visit.params["case"])
    found, why = _read_back(visit, choice.fields(view.case.id))
    left_out = visit.ask("claim.left-out", cases=(view.case.id,))
    return visit.page(
        "claim.html",
        here="cases",
        view=view,
        choice=choice,
        found=found,
        why=why,
        members=[(one, WORDS_OF.get(one, one)) for one in MEMBERS],
        withheld=WITHHELD,
        left_out=left_out,
        names={party: visit.ask("party.show", party=party).name for party in {one.party for one in left_out}},
    )


def _read_back(visit: Visit, fields: dict[str, object]) -> tuple[Any, str]:
    """What a stranger would read in the claim; or why there is none."""
    try:
        made = visit.ask("claim.make", **fields)
    except (ActNotAllowed, ProofFailed) as fault:
        return None, str(fault)
    return visit.hand_in("claim.verify", BytesIO(b"".join(made.pieces))), ""


ROWS = (
    get("/cases/{case}/claim", claim),
    post("/cases/{case}/claim", chosen),
    get("/claims/verify", to_verify),
    post("/claims/verify", verified),
)
