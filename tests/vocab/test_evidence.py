"""The words of evidence can stand in an act, and each stands for one thing."""

from enum import StrEnum

import pytest

from tocsin.vocab.evidence import CustodyAction, ItemKind, MitigationLayer, SourceTrust
from tocsin.vocab.ids import KEY


@pytest.mark.parametrize("words", [ItemKind, MitigationLayer, SourceTrust, CustodyAction])
def test_every_word_is_a_closed_code_spelled_like_its_name(words: type[StrEnum]) -> None:
    for word in words:
        assert KEY.match(word)
        assert word.value == word.name.lower()


def test_the_items_of_an_ai_event_have_kinds_of_their_own() -> None:
    asked_for = "model_identity system_prompt sampling prompt output tool_definition tool_call retrieval_context memory"
    more = "guardrail_configuration log trace dataset artifact reproduction indicator exploit_condition mitigation"
    assert {*asked_for.split(), *more.split()} <= {kind.value for kind in ItemKind}
