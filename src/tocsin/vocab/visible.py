"""Text as people read it: nothing hides, turns or moves the cursor."""

import unicodedata

# Unicode general categories that show nothing or steer the display: controls, formats (zero width, bidi, tags),
# surrogates, private use, unassigned, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str, *, keep_lines: bool = False) -> str:
    """The text with every hidden sign written as its code point, ⟨U+200B⟩; line ends and tabs stay if asked for."""
    if text.isprintable() or (keep_lines and text.replace("\n", "").replace("\t", "").isprintable()):
        return text  # Python calls printable what is in none of these categories and no space but the plain one
    kept = "\n\t" if keep_lines else ""
    return "".join(
        sign if sign in kept or unicodedata.category(sign) not in _HIDDEN else f"⟨U+{ord(sign):04X}⟩" for sign in text
    )


def one_line(text: str, width: int = 100) -> str:
    """Visible, on one line, cut at `width` signs with an ellipsis."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= width else shown[: width - 1] + "…"


def counted(number: int, one: str, several: str = "") -> str:
    """How many of something there are, in words that agree: 1 place, 2 places, 1,000 parties."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
