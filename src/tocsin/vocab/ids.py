"""Ids: a prefix that says the kind, then 130 random bits.

Ids are random, never derived from content or time: a derived id can be guessed (claims.md 10).
"""

import re
from collections.abc import Callable
from typing import Annotated, TypeAlias

from msgspec import Meta

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u
LENGTH = 26

_TAIL = rf"[{ALPHABET}]{{{LENGTH}}}\Z"  # not $, which would let a line end stand behind the id

OrgId: TypeAlias = Annotated[str, Meta(pattern=f"^org-{_TAIL}")]
PersonId: TypeAlias = Annotated[str, Meta(pattern=f"^person-{_TAIL}")]
CaseId: TypeAlias = Annotated[str, Meta(pattern=f"^case-{_TAIL}")]
ReportId: TypeAlias = Annotated[str, Meta(pattern=f"^report-{_TAIL}")]
ItemId: TypeAlias = Annotated[str, Meta(pattern=f"^item-{_TAIL}")]
BatchId: TypeAlias = Annotated[str, Meta(pattern=f"^batch-{_TAIL}")]
RouteId: TypeAlias = Annotated[str, Meta(pattern=f"^route-{_TAIL}")]
OpenItemId: TypeAlias = Annotated[str, Meta(pattern=f"^open-{_TAIL}")]
PartyId: TypeAlias = Annotated[str, Meta(pattern=f"^party-{_TAIL}")]
RoadId: TypeAlias = Annotated[str, Meta(pattern=f"^road-{_TAIL}")]
TokenId: TypeAlias = Annotated[str, Meta(pattern=f"^token-{_TAIL}")]
ComponentId: TypeAlias = Annotated[str, Meta(pattern=f"^component-{_TAIL}")]
CopyId: TypeAlias = Annotated[str, Meta(pattern=f"^copy-{_TAIL}")]
ShareId: TypeAlias = Annotated[str, Meta(pattern=f"^share-{_TAIL}")]
DocumentId: TypeAlias = Annotated[str, Meta(pattern=f"^document-{_TAIL}")]
DeliveryId: TypeAlias = Annotated[str, Meta(pattern=f"^delivery-{_TAIL}")]
FeedbackId: TypeAlias = Annotated[str, Meta(pattern=f"^feedback-{_TAIL}")]
EffectId: TypeAlias = Annotated[str, Meta(pattern=f"^effect-{_TAIL}")]
CauseId: TypeAlias = Annotated[str, Meta(pattern=f"^(?:share|feedback)-{_TAIL}")]
StreamId: TypeAlias = Annotated[str, Meta(pattern=f"^(?:org|case)-{_TAIL}")]

# A closed code: a key of a catalogue or a word of a vocabulary. Never free text, never a name of a person.
KEY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._:@/+#-]{0,79}\Z")
Key: TypeAlias = Annotated[str, Meta(pattern=KEY.pattern)]

# SHA-256(salt ‖ bytes), the salt 32 random bytes that lie in the vault (claims.md 2: H(nonce ‖ bytes)).
Commitment: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


def new_id(prefix: str, random_bytes: Callable[[int], bytes]) -> str:
    """A fresh id of the given kind; `random_bytes(n)` yields n random bytes."""
    number = int.from_bytes(random_bytes(17), "big") >> 6  # 136 bits drawn, 130 kept
    tail = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return f"{prefix}-{tail}"


def short(identifier: str) -> str:
    """The id as people read it aloud: kind and the first eight signs."""
    return identifier[: identifier.index("-") + 9]
