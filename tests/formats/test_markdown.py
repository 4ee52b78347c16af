"""Markdown is cut into sections; nothing in it is executed, parsed as YAML or lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import markdown
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.sample import Sample

NOTE = """---
title: !!python/object/apply:os.system ["true"]
a: &a [*b, *b]
---
Before any heading.

# Poisoned adapter ##

Seen at 10:00.

```sh
# not a heading
```

## What to do

- unload it
"""


def test_sections_front_matter_and_title() -> None:
    reading = markdown.read(Sample("n.md", NOTE.encode()))
    assert reading.title == "Poisoned adapter"
    assert reading.text == NOTE
    assert [(each.label, each.place.line) for each in reading.objects] == [
        ("front matter", 1),
        ("", 5),
        ("Poisoned adapter", 7),
        ("What to do", 15),
    ]
    assert {each.kind for each in reading.objects} == {ItemKind.NOTE}
    assert b"!!python/object" in reading.objects[0].data


def test_headings_tell_markdown_and_comments_of_a_script_do_not() -> None:
    assert markdown.recognise(Sample("x", NOTE.encode())) == 30
    assert markdown.recognise(Sample("x.md", b"#!/bin/sh\n# comment\nrm x\n# more\ndone\n")) == 0
    assert markdown.recognise(Sample("x.md", b"key: value # c\n")) == 0
    assert markdown.recognise(Sample("x.md", b"# Title\n\nwords\0")) == 0


@given(st.text(alphabet=st.sampled_from("#-`~ \t\r\na\u2028\u202e"), max_size=80))
def test_the_sections_together_are_the_text(text: str) -> None:
    if not text.strip():
        with pytest.raises(BadInput):
            markdown.read(Sample("x.md", text.encode()))
        return
    reading = markdown.read(Sample("x.md", text.encode()))
    joined = b"".join(each.data for each in reading.objects).decode()
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.data
def test_a_real_page_of_markdown(reference_data: Path) -> None:
    reading = markdown.read(Sample("README.md", (reference_data / "triage/README.md").read_bytes()))
    assert (reading.title, reading.units) == ("triage/ — labelled event reports", 1)
