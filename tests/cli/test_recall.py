"""`share correct`, `withdraw`, `drop`: proposed like any share, to who may hold the document."""

from tests.cli.shared import VICTIM, Home, rows
from tests.cli.test_share import case, home

__all__ = ["case", "home"]


def test_what_is_dropped_is_sent_to_nobody(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    home.ok("share", "drop", share, "not_needed", "--because", "it was fixed")
    ran = home.run("share", "send", share)
    assert (ran.code, "was dropped" in ran.err) == (1, True)


def test_a_withdrawal_goes_where_the_share_went(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    home.sent(share)
    proposed = home.run("share", "withdraw", share, "--because", "it named a bystander", "--json").record
    assert [one["name"] for one in rows(proposed["recipients"])] == ["Adopter"]
    assert proposed["purpose"] == "withdrawal"


def test_a_correction_is_made_from_a_newer_copy(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    home.sent(share)
    home.ok("case", "fill", case, "mitigation_detail=Update the mail tool, and read its log.")
    home.ok("case", "clean", case, "--remove", VICTIM)
    proposed = home.run("share", "correct", share, "--because", "the step was wrong", "--json").record
    assert proposed["purpose"] == "correction"
    assert proposed["share"] != share
