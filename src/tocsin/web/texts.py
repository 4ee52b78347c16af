"""Texts of the pages, from one catalogue: English, or a translation.

What is said stands in templates and pages as English, marked with `_`; `texts/desk.pot` lists all of it (`make texts`).
A translation is a gettext file at `texts/LANGUAGE/LC_MESSAGES/desk.mo`; TOCSIN_LANGUAGE chooses it for a desk.
"""

import os
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
DOMAIN = "desk"


@cache
def catalogue() -> NullTranslations:
    """The translation that was chosen; English where none was, or where there is none."""
    chosen = os.environ.get("TOCSIN_LANGUAGE", "en")
    return translation(DOMAIN, FOLDER, languages=[chosen], fallback=True)


def _(text: str) -> str:
    """The text in the language of the desk."""
    return catalogue().gettext(text)


def mark(text: str) -> str:
    """The English text as it is: it is looked up where it is shown."""
    return text
