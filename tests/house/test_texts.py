"""Every word of a page comes from the catalogue: templates say nothing beside it, and it holds all that they say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

# What is no word of a language: our name, labels, digests, units, commands, file names, and the classes of a page.
NO_WORDS = {
    *(
        "Tocsin",
        "EXERCISE",
        "UTC",
        "SHA",
        "bytes",
        "narrow",
        "wide",
        "tocsin verify FILE",
        "tocsin user link NAME",
        "tocsin config check",
    ),
    *("VERIFIED", "SELF-LOGGED", "UNANSWERED", "CONTRADICTED", "INCOMPLETE", "FAILED", "verifier.py", "TLP"),
}
_SPOKEN = ("placeholder", "title", "aria-label", "alt")


def unmarked(template: str) -> list[str]:
    """Words of a template that a translation could not reach."""
    signs = {"variable_begin", "variable_end", "block_begin", "block_end"}
    lexed = Environment(autoescape=True).lex(template)
    text = "".join(value if kind == "data" else "\0" if kind in signs else "" for _, kind, value in lexed)
    text = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", "", text, flags=re.DOTALL)
    spoken = re.findall(rf'(?:{"|".join(_SPOKEN)})="([^"]*)"', text)
    said = [*re.sub(r"<[^>]*>", "\n", text).replace("\0", " ").split("\n"), *(one.replace("\0", " ") for one in spoken)]
    found = [
        " ".join(re.sub("|".join(map(re.escape, sorted(NO_WORDS, key=len, reverse=True))), " ", one).split())
        for one in said
    ]
    return [one for one in found if re.search(r"[A-Za-z]{2,}", one)]


def templates(root: Path) -> list[Path]:
    """Every template of a page."""
    return sorted((root / "src/tocsin/web/templates").rglob("*.html"))


def test_no_template_says_a_word_that_is_not_in_the_catalogue(root: Path) -> None:
    found = {path.name: words for path in templates(root) if (words := unmarked(path.read_text("utf-8")))}
    assert not found, "write {{ _(...) }} around them"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{{ _('Marked') }} TLP, 5 bytes</p>", []),
        ("<p>{{ name }} Not marked</p>", ["Not marked"]),
        ('<a title="Not marked" href="/a">{{ _("x") }}</a>', ["Not marked"]),
        ("{# a remark #}<script>var said;</script>", []),
    ],
)
def test_words_outside_the_catalogue_are_found(template: str, words: list[str]) -> None:
    assert unmarked(template) == words


def test_the_catalogue_is_as_the_pages_are(root: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "docs/texts.py", "--check"], cwd=root, check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
