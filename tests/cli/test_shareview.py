"""How a share is shown: every line a person needs, and none that a value from outside could forge."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tocsin.cli.shareview import leaving, show_account, show_preview, show_view
from tocsin.rules.recall import Reach
from tocsin.stages.preview import Account, AccountLine, AfterLine, FeedbackLine, Preview, RecipientView
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
    verdict="refused",
    why=("the label does not reach that far",),
    losses=("not in the document: a pattern: STIX has none",),
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
    advice="row 7 advises CIRCLE",
    facts={"SIG": "active", "FIX": "fix"},
    taken_over=("SIG",),
    digest="3f9a2c7d" * 8,
    self_approving=False,
    authors=(),
    recipients=(VIEW,),
    next=("next: tocsin share write share-bbbbbbbb",),
    refused=True,
)
ACCOUNT = Account(
    share=SHARE,
    title="A poisoned page",
    purpose="correction",
    state="shared",
    follows="share-" + "c" * 26,
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
        "table: a table, row 7 advises CIRCLE",
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
        "it takes the place of share-cccccccc",
        "no answer for 3 days",
        "nothing came back yet: silence is not an answer",
        "not_known",
        "withdrawal share-bbbbbbbb",
        "silent",
        "the glass was broken",
    ):
        assert words in told, words


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
