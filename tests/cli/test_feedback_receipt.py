"""Two desks and a stranger: shared, signed for, taken in, claimed, checked; and what is refused on the way."""

import json
import shutil
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from msgspec.structs import replace

from tests.claims import Chance
from tests.cli.shared import Home, rows
from tests.terminal import Ran, tocsin
from tocsin.ledger import record
from tocsin.ledger.record import RecordKey, key_of
from tocsin.ledger.sdjwt import HALF_BYTES, ORDER, encode, issuer_signed, signer

FOREIGN = ec.derive_private_key(77, ec.SECP256R1())  # a partner that runs another program


class Desks:
    """A sender with a share that a partner's desk got in a folder, and the partner's desk."""

    def __init__(self, sender: Path, partner: Path, key: str = "", *more: str) -> None:
        self.sender, self.partner = Home(sender), Home(partner)
        self.folder = self.sender.folder("partner")
        party = "Example Energy ISAC"
        mailbox = ("--address", "desk@isac.example", "--hours", "always", "--json")
        route = str(self.sender.ok("route", "confirm", "affected_partner", *mailbox).record["id"])
        own = self.partner.ok("key", "show", "--json").record["records"]
        assert isinstance(own, dict)
        self.own: dict[str, object] = own
        declared = ("--record-key", key or str(self.own["key"]), *more)
        self.sender.ok("party", "add", party, "--kind", "adopter", *declared)
        self.sender.ok("party", "road", party, "--route", route, "--kind", "folder", "--address", self.folder)
        self.party, self.case = party, self.sender.cleaned()
        self.share = self.shared()
        self.delivered = next(self.folder.iterdir())

    def shared(self) -> str:
        """One more share to the partner, seen off."""
        share = self.sender.proposed(self.case, self.party)
        self.sender.sent(share)
        return share

    def note(self, share: str = "") -> Path:
        """The delivery note, as a file beside the document."""
        named = self.folder.parent / f"{len(list(self.folder.parent.iterdir()))}.note.json"
        self.sender.ok("share", "download", share or self.share, "--with", self.party, "--note", "--out", named)
        return named

    def signed(self, *more: str, share: str = "") -> Path:
        """What the partner signs for it."""
        note = self.note(share)
        document = self.delivered
        if share:
            document = note.with_suffix(".document")
            self.sender.ok("share", "download", share, "--with", self.party, "--out", document)
        out = note.with_suffix(".receipt")
        self.partner.ok("feedback", "receipt", note, "--document", document, "--out", out, *more)
        return out

    def take(self, file: Path, *more: str, share: str = "") -> Ran:
        """The sender takes it in."""
        return self.sender.run("feedback", "add", share or self.share, "--receipt", file, *more)

    def refused(self, file: Path, why: str, code: int = 2, share: str = "") -> None:
        """The sender does not take it in, says why, and records nothing."""
        before = self.sender.account(share or self.share)
        ran = self.take(file, share=share)
        assert (ran.code, why in ran.err, "hint:" in ran.err) == (code, True, True), ran.err
        assert self.sender.account(share or self.share) == before

    def claim(self, *more: str) -> Path:
        """A claim over the case."""
        out = self.folder.parent / f"{len(list(self.folder.parent.iterdir()))}.claim.json"
        self.sender.ok("claim", "make", self.case, "--out", out, *more)
        return out

    def verified(self, claim: Path, *more: str) -> dict[str, object]:
        """What a stranger without a home finds."""
        nowhere = self.folder.parent / "stranger"
        nowhere.mkdir(exist_ok=True)
        return tocsin("verify", shutil.copy(claim, nowhere), *more, "--json").record

    def grade(self, claim: Path) -> object:
        """The grade of the one share."""
        statement = self.verified(claim)["statement"]
        assert isinstance(statement, dict)
        return statement["shares"][0]["grade"]


@pytest.fixture
def desks(own_home: Path, tmp_path: Path) -> Desks:
    """Two desks of Tocsin."""
    return Desks(own_home, other_home(tmp_path))


def other_home(tmp_path: Path) -> Path:
    """A home of another organization, with keys of its own."""
    home = tmp_path / "other"
    assert tocsin("init", "--name", "Bo", home=home).code == 0
    return home


@pytest.fixture
def foreign(own_home: Path, tmp_path: Path) -> Desks:
    """A partner of whom we have a PEM file and a name with no spaces."""
    pem = tmp_path / "isac.pem"
    pem.write_bytes(FOREIGN.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return Desks(own_home, other_home(tmp_path), str(pem), "--record-iss", "isac.example")


def share_record(desks: Desks, share: str = "") -> tuple[str, record.Share]:
    """The digest of the sender's record and the record."""
    note = json.loads(desks.note(share).read_bytes())
    found = record.read(note["record"], record.parse_key(note["key"]))
    assert isinstance(found, record.Share)
    return record.digest(note["record"]), found


def by_hand(
    desks: Desks, *, name: str = "isac.example", private: ec.EllipticCurvePrivateKey = FOREIGN, **changed: object
) -> Path:
    """A receipt that a program of the partner's own signs."""
    digest, share = share_record(desks)
    members = {
        "iss": name,
        "id": "a" * 32,
        "share_digest": digest,
        "content_commit": share.content_commit,
        "terms_accepted": share.label_commit,
        "received_at": "2026-11-23T12:00:00Z",
    }
    return written(desks, record.Receipt(**members | changed), name, private)  # type: ignore[arg-type] # texts all


def written(desks: Desks, one: record.Record, name: str, private: ec.EllipticCurvePrivateKey) -> Path:
    """A record that somebody signed, as a file."""
    key = key_of(name, private.public_key())
    file = desks.folder.parent / f"{len(list(desks.folder.parent.iterdir()))}.txt"
    file.write_text(record.issue(one, key, sign=signer(private), random_bytes=Chance(file.name.encode())))
    return file


def test_a_share_is_signed_for_and_the_claim_over_it_is_raised(desks: Desks) -> None:
    assert desks.grade(desks.claim()) == "E0"
    receipt = desks.signed()
    assert "signed receipt (E1) of Example Energy ISAC" in desks.take(receipt).out
    (recipient,) = rows(desks.sender.account(desks.share)["recipients"])
    assert (recipient["delivery"], recipient["said"]) == ("acknowledged", "acknowledged")
    assert "signed receipt" in desks.sender.ok("feedback", "list", desks.share).out
    assert desks.sender.ok("ledger", "verify").code == 0
    assert desks.partner.ok("ledger", "verify").code == 0

    claim = desks.claim("--asks", "acknowledged")
    assert b"Example Energy ISAC" not in claim.read_bytes()
    found = desks.verified(claim)
    assert (found["verdict"], desks.grade(claim)) == ("SELF-LOGGED", "E1")
    tied = {str(one["owner"]): str(one["tied"]) for one in rows(found["keys"])}
    assert tied[str(desks.own["iss"])].startswith("stated by the sender")
    pinned = desks.verified(claim, "--key", str(desks.own["key"]))
    assert "pinned by you" in [one["tied"] for one in rows(pinned["keys"])]


def test_what_was_used_and_found_raises_it_further(desks: Desks) -> None:
    for grade in ("E1", "E2", "E3"):
        assert desks.take(desks.signed("--grade", grade)).code == 0
        assert desks.grade(desks.claim()) == grade
    assert [one["kind"] for one in rows(desks.sender.account(desks.share)["feedback"])][-1] == "sighting"


def test_a_key_in_a_file_is_pinned_by_the_name_of_its_owner(foreign: Desks, tmp_path: Path) -> None:
    foreign.take(by_hand(foreign))
    claim = foreign.claim()
    pinned = foreign.verified(claim, "--key", f"isac.example={tmp_path / 'isac.pem'}")
    tied = {str(one["owner"]): one["tied"] for one in rows(pinned["keys"])}
    assert (pinned["verdict"], tied["isac.example"]) == ("SELF-LOGGED", "pinned by you")
    other = key_of("isac.example", ec.derive_private_key(78, ec.SECP256R1()).public_key())
    point = tmp_path / "other.txt"
    point.write_text(other.point.hex())
    assert foreign.verified(claim, "--key", f"isac.example={point}")["verdict"] == "FAILED"
    for odd in (f"isac.example={tmp_path / 'none.pem'}", f"isac.example={__file__}", f"a name={point}"):
        assert tocsin("verify", claim, "--key", odd).code == 2
    point.write_text(other.to_text())
    assert tocsin("verify", claim, "--key", f"vendor.example={point}").code == 2


def test_a_recipient_whose_key_came_after_the_share_is_not_shown_under_another_name(
    own_home: Path, tmp_path: Path
) -> None:
    desks = Desks(own_home, other_home(tmp_path), key_of("old.example", FOREIGN.public_key()).to_text())
    party = str(rows(desks.sender.account(desks.share)["recipients"])[0]["party"])
    named = ("--party", party, "--record-key", str(desks.own["key"]))
    desks.sender.ok("party", "add", desks.party, "--kind", "adopter", *named)
    assert desks.take(desks.signed()).code == 0
    assert desks.grade(desks.claim()) == "E1"
    out = tmp_path / "shown.claim.json"
    ran = desks.sender.run("claim", "make", desks.case, "--out", out, "--show", "recipient")
    assert (ran.code, "old.example" in ran.err, out.exists()) == (1, True, False)


def test_the_recipient_is_shown_under_the_name_it_signs_with(desks: Desks) -> None:
    desks.take(desks.signed())
    statement = desks.verified(desks.claim("--show", "recipient"))["statement"]
    assert isinstance(statement, dict)
    assert statement["shares"][0]["recipient"] == desks.own["iss"]


def test_the_same_receipt_joins_and_a_second_one_that_disagrees_is_kept_and_shown(foreign: Desks) -> None:
    first = by_hand(foreign)
    assert foreign.take(first).code == 0
    again = foreign.take(first, "--json").record
    assert again["is_new"] is False
    assert len(rows(foreign.sender.account(foreign.share)["feedback"])) == 1

    second = foreign.take(by_hand(foreign, id="b" * 32, received_at="2026-11-23T13:00:00Z"))
    assert "contradicts" in second.err
    assert "contradicts" in foreign.sender.ok("feedback", "list", foreign.share).out
    assert foreign.verified(foreign.claim())["verdict"] == "CONTRADICTED"


def test_a_second_signature_over_the_same_receipt_says_nothing_new(foreign: Desks) -> None:
    """Whoever has a receipt can turn s into its other value; it is the same receipt."""
    file = by_hand(foreign)
    assert foreign.take(file).code == 0
    jwt = issuer_signed(whole := file.read_text())
    message, _, signature = jwt.rpartition(".")
    raw = urlsafe_b64decode(signature + "==")
    s = ORDER - int.from_bytes(raw[HALF_BYTES:], "big")
    other = f"{message}.{encode(raw[:HALF_BYTES] + s.to_bytes(HALF_BYTES, 'big'))}"
    file.write_text(whole.replace(jwt, other))
    assert foreign.take(file, "--json").record["is_new"] is False


def test_other_terms_are_shown_and_no_claim_rests_on_them(foreign: Desks) -> None:
    ran = foreign.take(by_hand(foreign, terms_accepted="0" * 64))
    assert "other terms than were offered" in ran.err
    assert "other terms" in foreign.sender.ok("feedback", "list", foreign.share).out
    out = foreign.folder.parent / "terms.claim.json"
    made = foreign.sender.ok("claim", "make", foreign.case, "--out", out)
    assert "left out" in made.err
    assert foreign.grade(out) == "E0"


def test_a_receipt_of_one_share_is_never_taken_in_for_another(desks: Desks) -> None:
    other = desks.shared()
    receipt = desks.signed(share=other)
    desks.refused(receipt, f"a receipt for {other}")
    assert desks.take(receipt, share=other).code == 0
    desks.refused(receipt, f"a receipt for {other}")


def test_a_changed_receipt_is_refused(desks: Desks) -> None:
    receipt = desks.signed()
    whole = receipt.read_text()
    _, payload, signature = issuer_signed(whole).split(".")
    spoiled = signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]
    receipt.write_text(whole.replace(signature, spoiled))
    desks.refused(receipt, "signature does not hold", code=1)
    receipt.write_text(whole.replace(payload, payload[:-4] + "AAAA"))
    desks.refused(receipt, "no signed receipt")


def test_what_is_not_signed_for_this_delivery_by_its_recipient_is_refused(foreign: Desks) -> None:
    stranger = ec.derive_private_key(78, ec.SECP256R1())
    foreign.refused(by_hand(foreign, private=stranger), "does not hold", code=1)
    foreign.refused(by_hand(foreign, name="vendor.example"), "in the name of")
    foreign.refused(by_hand(foreign, content_commit="0" * 64), "other content", code=1)
    foreign.refused(by_hand(foreign, share_digest="0" * 64), "no delivery of")
    _, share = share_record(foreign)
    foreign.refused(written(foreign, replace(share, iss="isac.example"), "isac.example", FOREIGN), "another type")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no signed receipt"),
        (b"eyJ~", "no signed receipt"),
        (b"{}", "no signed receipt"),
        ("Grüße".encode(), "no ASCII"),
        (b"e" * 70_000, "at most"),
        (b"W1tb." + b"W1tb" * 4_000 + b".AA~", "no signed receipt"),
    ],
)
def test_what_is_no_receipt_at_all_is_refused(foreign: Desks, raw: bytes, why: str) -> None:
    file = foreign.folder.parent / "odd.txt"
    file.write_bytes(raw)
    foreign.refused(file, why)


def test_a_receipt_needs_a_key_that_was_declared(desks: Desks) -> None:
    receipt = desks.signed()
    party = str(rows(desks.sender.account(desks.share)["recipients"])[0]["party"])
    desks.sender.ok("party", "add", desks.party, "--kind", "adopter", "--party", party)
    desks.refused(receipt, "no record key is declared")


def test_a_receipt_comes_by_standard_input_and_from_whom_it_says(desks: Desks) -> None:
    receipt = desks.signed()
    other = desks.sender.party("Vendor", "adopter", "--kind", "folder", "--address", desks.sender.folder("vendor"))
    assert desks.take(receipt, "--with", other).code == 2
    assert desks.take(receipt, "affected").code == 2
    assert desks.sender.run("feedback", "add", desks.share).code == 2
    ran = tocsin(
        *("feedback", "add", desks.share, "--receipt", "-", "--with", desks.party),
        home=desks.sender.path,
        stdin=receipt.read_bytes(),
    )
    assert ran.code == 0


def test_nothing_is_signed_before_it_was_looked_at_and_the_same_is_signed_once(desks: Desks) -> None:
    note = desks.note()
    shown = desks.partner.ok("feedback", "receipt", note, "--document", desks.delivered)
    assert "TLP:AMBER" in shown.out
    assert "nothing was signed" in shown.err
    assert desks.signed().read_bytes() == desks.signed().read_bytes()


def test_another_document_other_terms_or_another_record_are_not_signed_for(desks: Desks, tmp_path: Path) -> None:
    note, out = desks.note(), tmp_path / "never.txt"
    other = tmp_path / "other.json"
    other.write_bytes(desks.delivered.read_bytes() + b" ")
    said = json.loads(note.read_bytes())
    changed = {
        "terms": json.dumps(said | {"terms": said["terms"].replace("2", "1")}),
        "record": json.dumps(said | {"record": said["record"].replace("~", "~~", 1)}),
        "salt": json.dumps(said | {"document_salt": "0" * 64}),
        "member": json.dumps(said | {"more": 1}),
        "none": "[]",
        "long": " " * 70_000,
    }
    ran = desks.partner.run("feedback", "receipt", note, "--document", other, "--out", out)
    assert (ran.code, "hint:" in ran.err, out.exists()) == (1, True, False)
    for text in changed.values():
        note.write_text(text)
        ran = desks.partner.run("feedback", "receipt", note, "--document", desks.delivered, "--out", out)
        assert (ran.code in (1, 2), "hint:" in ran.err, out.exists()) == (True, True, False), ran.err


def test_a_sender_whose_key_is_known_here_signs_with_no_other(desks: Desks) -> None:
    signs = desks.sender.ok("key", "show", "--json").record["records"]
    assert isinstance(signs, dict)
    desks.partner.ok("party", "add", "Our Sender", "--kind", "vendor", "--record-key", str(signs["key"]))
    shown = desks.partner.ok("feedback", "receipt", desks.note(), "--document", desks.delivered)
    assert "declared here for Our Sender" in shown.out
    party = str(desks.partner.ok("party", "show", "Our Sender", "--json").record["id"])
    point = FOREIGN.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    other = RecordKey(str(signs["iss"]), point).to_text()
    desks.partner.ok("party", "add", "Our Sender", "--kind", "vendor", "--party", party, "--record-key", other)
    assert desks.partner.run("feedback", "receipt", desks.note(), "--document", desks.delivered).code == 1


def test_there_is_no_note_on_what_was_not_sent(desks: Desks) -> None:
    share = desks.sender.proposed(desks.case, desks.party)
    ran = desks.sender.run("share", "download", share, "--with", desks.party, "--note", "--out", desks.folder / "n")
    assert (ran.code, "nothing was sent" in ran.err) == (1, True)
