"""The languages the desk reads: one line each.

A new format is one module in `formats/` and one line here; the type checker compares the two.
"""

from tocsin.formats import (
    atlas_case,
    avid,
    chat_transcript,
    cyclonedx,
    garak,
    inspect_ai,
    json_document,
    json_report,
    mail,
    markdown,
    osv,
    plain_text,
    promptfoo,
    spdx3,
    ticket,
)
from tocsin.formats.otlp import genai, openinference
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ports import Format
from tocsin.vocab.sample import Sample

# In this order where two are equally sure: the narrower language first.
FORMATS: tuple[Format, ...] = (
    garak,
    inspect_ai,
    promptfoo,
    genai,
    openinference,
    cyclonedx,
    spdx3,
    avid,
    osv,
    atlas_case,
    ticket,
    chat_transcript,
    json_report,
    mail,
    markdown,
    json_document,
    plain_text,
)


def recognise(sample: Sample) -> Format:
    """The format that is surest of a file; BadInput where none knows it, and the file can only be kept unread."""
    if not sample.data.strip():
        raise BadInput("the file is empty", hint="check that the right file was chosen")
    sureness, _, found = max((each.recognise(sample), -place, each) for place, each in enumerate(FORMATS))
    if sureness <= 0:
        raise BadInput(
            "no reader knows this file: it is neither UTF-8 text nor a known document",
            hint="keep it whole as evidence: `tocsin evidence add --kind artifact`",
        )
    return found


def format_named(name: str) -> Format:
    """The format of this name; BadInput that lists the names."""
    named = {each.NAME: each for each in FORMATS}
    if name not in named:
        raise BadInput(f"no format is called {name[:40]!r}", hint=f"choose one of: {', '.join(named)}")
    return named[name]
