"""The form as Markdown: everything is said, nothing of it is markup."""

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.documents import HOSTILE, OTHER_SEED, a_package, bytes_elsewhere, texts, unsaid, with_text
from tocsin.formats import form_markdown
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.package import Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.terms import Terms

OURS = {
    "heading",
    "paragraph",
    "bullet_list",
    "list_item",
    "text",
    "code_inline",
    "fence",
    "strong",
    "hr",
    "inline",
    "softbreak",
}


def _kinds(tokens: list[Token]) -> set[str]:
    """What a renderer makes of it: every kind of token, nested ones too."""
    found = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    return found.union(*(_kinds(token.children) for token in tokens if token.children))


def _outside_code(tokens: list[Token]) -> str:
    """Everything a renderer shows that is not code."""
    return "\n".join(
        _outside_code(token.children) if token.children else token.content
        for token in tokens
        if "code" not in token.type and token.type != "fence"
    )


def _rendered(package: Package) -> list[Token]:
    return MarkdownIt("commonmark").parse(form_markdown.write(package).data.decode())


def test_everything_is_said_and_the_label_comes_first_and_last() -> None:
    rendered = form_markdown.write(a_package())
    assert rendered.data.startswith(b"**TLP:AMBER**\n")
    assert rendered.data.endswith(b"**TLP:AMBER**\n")
    shown = form_markdown.show(rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(a_package(), shown) == []
    assert rendered.losses == ()
    assert rendered.file_name == "NP-2026-0001.md"


@pytest.mark.parametrize("tlp", Tlp)
def test_every_label_is_read_back(tlp: Tlp) -> None:
    package = a_package(terms=Terms(tlp=tlp))
    assert form_markdown.show(form_markdown.write(package).data).tlp is tlp
    assert TLP_NAMES[tlp] in form_markdown.write(package).data.decode()


@settings(max_examples=60)
@given(texts())
def test_no_text_becomes_markup_and_none_is_lost(text: str) -> None:
    package = with_text(a_package(), text)
    assert _kinds(_rendered(package)) <= OURS
    shown = form_markdown.show(form_markdown.write(package).data)
    assert unsaid(package, shown) == []
    assert shown.tlp is Tlp.AMBER


@pytest.mark.parametrize("text", HOSTILE)
def test_a_renderer_shows_hostile_text_as_code_only(text: str) -> None:
    plain = _outside_code(_rendered(a_package()))
    assert _outside_code(_rendered(with_text(a_package(), text))) == plain


def test_a_renderer_would_make_markup_of_bare_text() -> None:
    bare = MarkdownIt("commonmark").parse("\n\n".join(HOSTILE))
    assert not _kinds(bare) <= OURS


def test_the_same_package_gives_the_same_bytes_in_another_process() -> None:
    package = a_package()
    once = form_markdown.write(package).data
    assert once == form_markdown.write(package).data == bytes_elsewhere("form-markdown", package, "7")
    assert once == form_markdown.write(a_package(seed=OTHER_SEED)).data


def test_a_withdrawal_repeats_nothing_and_says_so() -> None:
    package = a_package(purpose=Purpose.WITHDRAWAL, follows="NP-2026-0000", why="It named the wrong package.")
    rendered = form_markdown.write(package)
    said = rendered.data.decode()
    assert "NP-2026-0000" in said
    assert "wrong package" in said
    assert "northpole-tools" not in said
    assert [loss.what for loss in rendered.losses] == ["the content of the document that is withdrawn"]


@pytest.mark.parametrize("data", [b"", b"x", b"**TLP:PURPLE**\n", b"\n**TLP:RED**"])
def test_bytes_without_a_label_have_none(data: bytes) -> None:
    assert form_markdown.show(data).tlp is None


def test_bytes_that_are_no_text_are_refused_with_the_place() -> None:
    with pytest.raises(BadInput, match="byte 1"):
        form_markdown.show(b"a\xff")
