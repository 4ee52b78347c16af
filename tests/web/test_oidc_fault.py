"""Every reason has a sentence of its own making, and says whether it is worth trying again."""

import pytest

from tocsin.web.oidc_fault import OidcFault, Trouble, sentence_of, status_of


@pytest.mark.parametrize("trouble", Trouble)
def test_every_reason_is_said_in_a_sentence_and_named_in_none(trouble: Trouble) -> None:
    said = sentence_of(trouble)
    assert said.endswith(".")
    assert "_" not in said
    assert status_of(trouble) in {403, 503}
    assert str(OidcFault(trouble)) == trouble


def test_what_may_be_better_in_a_while_is_told_apart() -> None:
    assert {one for one in Trouble if status_of(one) == 503} == {
        *(Trouble.NOT_REACHABLE, Trouble.TOO_SLOW, Trouble.STATUS, Trouble.NO_SECRET)
    }


def test_why_a_token_was_not_accepted_is_told_to_nobody_outside() -> None:
    tokens = {sentence_of(one) for one in Trouble if one.startswith("token_") and one is not Trouble.TOKEN_NOT_ANEW}
    assert len(tokens) == 1
