"""Templates escape, and the policy fits the style."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from jinja2 import UndefinedError

from tocsin.web.render import FOLDER, environment, nothing_here, pairs, policy, rendered, style


def test_the_policy_names_the_style_that_stands_in_the_page() -> None:
    page = nothing_here(404, "Nothing").decode()
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert found is not None
    assert b64encode(sha256(found[1].encode()).digest()).decode() in policy()
    assert page.count("<style") == 1
    assert "style=" not in page


def test_text_is_escaped() -> None:
    assert b"<script>" not in nothing_here(400, "<script>alert(1)</script>")


def test_hidden_signs_are_shown_whether_a_template_asks_for_it_or_not() -> None:
    made = environment().from_string("{{ text }}|{{ text | visible }}|{{ text | upper }}")
    assert "\u202e" not in made.render(text="a\u202eb")
    assert made.render(text="a\u202eb").count("⟨U+202E⟩") == 3


def test_our_own_texts_stand_in_the_compiled_template_and_no_other_text_does() -> None:
    made = environment().from_string('{{ _("A & B") }}|{{ name }}|{{ _(name) }}')
    assert made.render(name="x & y") == "A & B|x &amp; y|x &amp; y"
    assert environment().from_string('{% set said = _("one") %}{{ said | upper }}').render() == "ONE"


def test_names_and_values_are_escaped_and_hide_nothing() -> None:
    said = pairs([("a<b", "</dd><script>x</script>\u202e"), ("", "two\nlines")])
    assert str(said) == (
        '<dt>a&lt;b</dt><dd class="said">&lt;/dd&gt;&lt;script&gt;x&lt;/script&gt;⟨U+202E⟩</dd>'
        '<dt></dt><dd class="said">two\nlines</dd>'
    )


def test_a_missing_value_is_a_fault_and_no_empty_place() -> None:
    with pytest.raises(UndefinedError):
        rendered("nothing.html", status=404)


def test_half_a_character_breaks_no_page() -> None:
    assert "⟨U+D800⟩".encode() in nothing_here(400, "\ud800")


NEVER = (
    "http:",
    "https:",
    "javascript:",
    "onclick",
    "onload",
    "onerror",
    "url(",
    "@import",
    "| safe",
    "|safe",
    "style=",
)


# A claim's check that somebody keeps as one file; its own policy names the digest of this script.
OF_THE_SAVED_FILE = "<script>{{ saved.script }}</script>"


def test_no_template_holds_a_script_or_an_address() -> None:
    for name in environment().list_templates():
        text = (FOLDER / name).read_text("utf-8")
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", text.replace(OF_THE_SAVED_FILE, ""), re.DOTALL)
        assert not any(scripts) if name.startswith("desk/") or name == "verify.html" else not scripts, name
        text = text.replace(OF_THE_SAVED_FILE, "")
        assert all('src="{{ asset(' in tag for tag in re.findall(r"<script[^>]*>", text)), name
        for word in NEVER:
            assert word not in text, (name, word)
    assert "//" not in style()
