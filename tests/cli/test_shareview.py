"""How a share is shown: every line a person needs, and none that a value from outside could forge."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tocsin.cli.shareview import leaving, show_account, show_preview, show_view
from tocsin.rules.correction import Change, How, Part, Stretch
from tocsin.rules.recall import Reach
from tocsin.stages.correction import Correction
from tocsin.stages.outcome import Account, AccountLine, AfterLine, FeedbackLine
from tocsin.stages.preview import Preview, RecipientView
from tocsin.stages.recall import Recalled
from tocsin.vocab.sharing import Delivery

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
PARTY, SHARE = "party-" + "a" * 26, "share-" + "b" * 26
VIEW = RecipientView(
    party=PARTY,
    name="Adopter",
    audience="CIRCLE",
    road="folder",
    format="stix",
    size=7162,
    tlp="TLP:AMBER",
    cut="whole",
    gets=(),
    held_back=(),
    verdict="refused",
    why=("the label does not reach that far",),
    losses=("not in the document: a pattern: STIX has none",),
    shows=("two passages",),
    lines=(("Title", "A poisoned page\x1b[2J"),),
)
PREVIEW = Preview(
    share=SHARE,
    case="case-" + "c" * 26,
    case_name="A case",
    exercise=False,
    purpose="first",
    state="written",
    title="A poisoned page",
    tlp="TLP:AMBER",
    reach="Your organisation, and those of your clients who need to know.",
    table="a table",
    row=7,
    advice="Circle, because Signal is Active",
    facts={"SIG": "active", "FIX": "fix"},
    taken_over=("SIG",),
    digest="3f9a2c7d" * 8,
    self_approving=False,
    authors=(),
    approved_by=(),
    correction=None,
    recipients=(VIEW,),
    next=("next: tocsin share write share-bbbbbbbb",),
    refused=True,
)
CORRECTION = Correction(
    follows="share-" + "c" * 26,
    title="A page",
    why="the day was wrong",
    changes=(
        Change(
            part=Part.PASSAGE,
            name="What happened",
            how=How.CHANGED,
            stretches=(
                Stretch(text="It began on ", how=How.KEPT),
                Stretch(text="Monday\x1b[2J", how=How.REMOVED),
                Stretch(text="Tuesday", how=How.ADDED),
            ),
        ),
    ),
)
ACCOUNT = Account(
    share=SHARE,
    title="A poisoned page",
    purpose="correction",
    state="shared",
    follows="share-" + "c" * 26,
    correction=CORRECTION,
    recipients=(
        AccountLine(
            party=PARTY,
            name="Adopter",
            road="folder",
            decision="approved",
            delivery="sent",
            said="",
            silence="no answer for 3 days",
        ),
    ),
    feedback=(),
    after_receipt=(AfterLine(party=PARTY, name="Adopter", step="used", state="not_known", on="", text=""),),
    recalled=(
        Recalled(party=PARTY, first="sent", share=SHARE, purpose="withdrawal", follow_up="", reach=Reach.SILENT),
    ),
    review="the glass was broken",
)


def test_a_preview_has_terms_reasons_losses_digest_and_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    show_preview(PREVIEW)
    told = capsys.readouterr().out
    for line in (
        "share-bbbbbbbb  first, written  A poisoned page",
        "terms: TLP:AMBER: Your organisation, and those of your clients who need to know.",
        "  Adopter: the label does not reach that far",
        "  Adopter: not in the document: a pattern: STIX has none",
        "still shows: two passages",
        "advice: Circle, because Signal is Active (a table, row 7)",
        "facts: SIG=active FIX=fix",
        "SIG: as in the share that this one corrects. What has changed is said anew:",
        "  tocsin share facts share-bbbbbbbb POINT=VALUE",
        f"digest of these documents, recipients and terms: {PREVIEW.digest}",
        "next: tocsin share write share-bbbbbbbb",
    ):
        assert line in told.splitlines(), line
    assert "self-approved" not in told


def test_where_one_is_alone_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    show_preview(replace(PREVIEW, self_approving=True))
    assert "what leaves says that it was self-approved" in capsys.readouterr().out


def test_a_document_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show_view(VIEW, PREVIEW.digest)
    told = capsys.readouterr().out
    assert "Adopter will get this, and nothing else" in told
    assert "A poisoned page" in told
    assert "\x1b" not in told


def test_an_account_says_silence_what_is_not_known_and_how_far_a_recall_came(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_account(ACCOUNT)
    told = capsys.readouterr().out
    for words in (
        "what changes against A page (share-cccccccc)",
        "why: the day was wrong",
        "changed passage: What happened",
        "  - Monday",
        "  + Tuesday",
        "no answer for 3 days",
        "nothing came back yet: silence is not an answer",
        "not_known",
        "withdrawal share-bbbbbbbb",
        "silent",
        "the glass was broken",
    ):
        assert words in told, words
    assert "\x1b" not in told


def test_a_withdrawal_says_of_what(capsys: pytest.CaptureFixture[str]) -> None:
    show_account(replace(ACCOUNT, purpose="withdrawal", correction=None))
    assert "it takes the place of share-cccccccc" in capsys.readouterr().out


def test_what_came_back_is_shown_in_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    said = FeedbackLine(
        id="f",
        party=PARTY,
        name="Adopter",
        kind="question",
        at=NOON,
        answered=False,
        signed=False,
        evidence="",
        text="Which one?",
    )
    signed = replace(said, kind="acknowledged", text="", evidence="signed receipt; contradicts feedback-1a2b")
    show_account(replace(ACCOUNT, feedback=(said, signed)))
    told = capsys.readouterr().out
    assert "Which one?" in told
    assert "signed receipt; contradicts feedback-1a2b" in told


def test_what_happens_now_depends_on_the_road() -> None:
    by_worker = Delivery(
        id="delivery-" + "d" * 26,
        case="case",
        share=SHARE,
        recipient=PARTY,
        document="document",
        payload="0" * 64,
        road="road",
        kind="mail",
        wire=None,
        send_after=NOON,
        planned_by="person",
        planned_at=NOON,
    )
    by_hand = replace(by_worker, kind="by_hand")
    assert leaving([by_worker]).startswith("tocsin worker sees it off")
    assert leaving([by_hand]) == "tocsin outbox show delivery-dddddddd gives what is pasted by hand"
    assert leaving([by_worker, by_hand]).count("\n") == 1
