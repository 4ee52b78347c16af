"""The acts of a share hold ids, closed codes and commitments, and nothing that could be guessed."""

import pytest
from msgspec.structs import replace

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import leaf_bytes
from tocsin.vocab.acts import share
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("act", "field", "value"),
    [
        (share.ShareRefused, "reasons", ("because of Mr Example",)),
        (share.ShareApproved, "table", "a table with spaces"),
        (share.DocumentWritten, "payload", "not a commitment"),
        (share.ShareProposed, "recipients", ("cisa",)),
        (share.ApprovalGiven, "method", "he said so"),
    ],
)
def test_free_text_does_not_fit_into_an_act_of_a_share(act: type, field: str, value: object) -> None:
    example = one_of_each()[act]
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(replace(example, **{field: value})))
