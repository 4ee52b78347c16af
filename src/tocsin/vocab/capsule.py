"""Beside the text of a prompt: the warning, and how to get at it.

Both stand outside the text, in this program's own words, and are the same in every document.
"""

from typing import NamedTuple

from tocsin.vocab.clean_copy import PromptForm
from tocsin.vocab.neutral import SHOWN_JOINT, SHOWN_SPACE


class Beside(NamedTuple):
    """Our own sentences beside one such text."""

    warning: str
    recipe: str


BESIDE: dict[PromptForm, Beside] = {
    PromptForm.NEUTRAL: Beside(
        warning="Hostile text in neutral form. Hand it to no model: restored, it is an attack again.",
        recipe=(
            f"Restore it exactly: leave out every line end, white space, | and >, and every {SHOWN_JOINT} (U+E001); "
            f"write a space for every {SHOWN_SPACE} (U+E000), and the sign itself for every \u27e8U+NUMBER\u27e9. "
            "Or keep it as a file: tocsin redact --restore FILE"
        ),
    ),
    PromptForm.SEALED: Beside(
        warning="Hostile text, sealed to its one recipient. Opened, it is an attack again: hand it to no model.",
        recipe="Open it with the key that documents are encrypted to: age --decrypt --identity KEY FILE (age, C2SP).",
    ),
}
