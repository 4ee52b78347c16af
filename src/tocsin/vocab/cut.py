"""A cut: how much of the one clean copy one recipient gets.

One decision, many cuts: the vendor gets the prompt, the sharing centre the pattern, the public the class. A cut is a
list of what may go, never of what may not, so what is added to the copy later goes to nobody before somebody says so.
"""

from enum import StrEnum


class Part(StrEnum):
    """One part of a clean copy, as it is given or held back."""

    CLASS = "class"
    TITLE = "title"
    SEVERITY = "severity"
    NUMBERS = "numbers"  # public ones: CVE, GHSA and the like
    COMPONENTS = "components"
    INDICATORS = "indicators"
    TECHNIQUES = "techniques"
    MITIGATIONS = "mitigations"
    PROMPT_DIGESTS = "prompt_digests"  # role and digest, without text
    PROMPT_TEXTS = "prompt_texts"
    ACCOUNT = "account"  # what happened, row by row, and when


class Cut(StrEnum):
    """What one recipient gets; each gives all that those before it give."""

    CLASS = "class"
    PATTERN = "pattern"
    PROMPT = "prompt"
    PROMPT_SEALED = "prompt_sealed"  # the same parts, the text encrypted to the recipient
    WHOLE = "whole"
    WHOLE_SEALED = "whole_sealed"


SEALED = frozenset({Cut.PROMPT_SEALED, Cut.WHOLE_SEALED})
UNSAID = Cut.WHOLE  # where nobody chose
