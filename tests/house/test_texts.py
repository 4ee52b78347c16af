"""Every word of a page comes from the catalogue: templates say nothing beside it, and it holds all that they say."""

import ast
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


def unmarked_in_code(source: str) -> list[str]:
    """Sentences of a page's code that a translation could not reach.

    They are told by what they are: what begins like a sentence and has a place for a value, what a fault says, and the
    title of a refusal. What is raised is in the words of the desk, which its pages show as they are.
    """
    tree = ast.parse(source)
    marked = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "mark"}
        for part in ast.walk(call)
    }
    found: list[ast.AST] = [
        node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and _SENTENCE.match(_text(node))
    ]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id == "Fault":
                found += [each.value for each in call.keywords if each.arg == "sentence"]
            elif call.func.id == "Refusal":
                found += call.args[1:2]
    return [_text(one) for one in found if isinstance(one, ast.Constant | ast.JoinedStr) and id(one) not in marked]


_SENTENCE = re.compile(r"[A-Z][a-z]* [a-z]")


def _text(node: ast.AST) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in parts)


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


# Programs read these titles and nobody else does.
FOR_PROGRAMS = {"events.py", "replying.py", "taxii.py"}


def test_no_page_says_a_sentence_in_its_code_that_is_not_in_the_catalogue(root: Path) -> None:
    paths = [path for path in (root / "src/tocsin/web").rglob("*.py") if path.name not in FOR_PROGRAMS]
    found = {path.name: said for path in paths if (said := unmarked_in_code(path.read_text("utf-8")))}
    assert not found, 'write _("... {n} ...").format(n=...)'


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('x = f"Say it in {n} words."', ["Say it in {} words."]),
        ('x = _("Say it in {n} words.").format(n=f"{n:,}")', []),
        ('Fault(field="a", sentence="Choose one.")', ["Choose one."]),
        ('Fault(field="a", sentence=_("Choose one."))', []),
        ('Refusal(403, "This is not ours")', ["This is not ours"]),
        ('Refusal(403, mark("This is not ours"))', []),
        ('raise BadInput(f"a field {name} stands there twice")', []),
        ('x = f"/cases/{case}"', []),
    ],
)
def test_sentences_outside_the_catalogue_are_found_in_code(source: str, said: list[str]) -> None:
    assert unmarked_in_code(source) == said


def test_the_catalogue_is_as_the_pages_are(root: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "docs/texts.py", "--check"], cwd=root, check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
