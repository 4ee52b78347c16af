"""Plain fields of acts: moments, days, counts, and the names of a log.

Everything else in an act is an id, a commitment, a closed code or a yes or no; there is no field for free text.
"""

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta

from tocsin.vocab.ids import KEY

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]  # UTC; without a zone it would mean another moment elsewhere
Day: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]  # ISO 8601 date

# Greater whole numbers are not the same in every reader. Source: RFC 7493 section 2.2; RFC 8785 section 3.2.2.3.
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]

# The name of a log and its keys, ASCII without spaces; a plus sign separates the parts of a key.
# Source: C2SP, "signed-note", "Format" and "Verifier keys".
Origin: TypeAlias = Annotated[str, Meta(pattern=r"^[!-*,-~]{1,200}\Z")]
VerifierKey: TypeAlias = Annotated[str, Meta(pattern=r"^[!-*,-~]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{4,100}\Z")]

# What a mark stands on: an item's id or a field's key, nothing for the whole case.
Target: TypeAlias = Annotated[str, Meta(pattern=f"^(?:{KEY.pattern[1:-2]})?\\Z")]

# A public key for ES256 on P-256: the compressed point in hex.
# Source: SEC 1 version 2.0 section 2.3.3; RFC 7518 section 3.4.
PublicKey: TypeAlias = Annotated[str, Meta(pattern=r"^0[23][0-9a-f]{64}\Z")]

# SHA-256(0x00 ‖ leaf data). Source: RFC 9162 section 2.1.1.
LeafHash: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
