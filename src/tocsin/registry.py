"""The plug-ins: what the desk reads, writes and looks for, a line each.

A new format, detector or channel is one module and one line here; the type checker compares the two.
"""

from collections.abc import Callable

from tocsin.channels import folder, webhook
from tocsin.channels import mail as smtp
from tocsin.detectors import (
    accounts,
    birth_dates,
    called_tools,
    caseless_people,
    cloud_ids,
    columns,
    credentials,
    customer_numbers,
    dictionary,
    disguised_addresses,
    drawn_keys,
    dwellings,
    fields,
    formatted_secrets,
    hidden_orders,
    identity_numbers,
    indicators,
    introduced_people,
    key_families,
    mailbox,
    marked_people,
    named_secrets,
    names,
    network,
    pairs,
    payment_numbers,
    people,
    personal_data,
    phones,
    places,
    private_keys,
    prompts,
    spelled_out,
    spoken_codes,
    spoken_secrets,
    streets,
    told_secrets,
    user_names,
    web,
    written_people,
)
from tocsin.formats import (
    atlas_case,
    avid,
    chat_transcript,
    cyclonedx,
    form_html,
    form_markdown,
    form_pdf,
    garak,
    inspect_ai,
    json_document,
    json_report,
    mail,
    mail_text,
    markdown,
    osv,
    plain_text,
    promptfoo,
    public_form,
    ticket,
)
from tocsin.formats.otlp import genai, openinference
from tocsin.formats.spdx3 import document as spdx3
from tocsin.formats.stix import bundle as stix
from tocsin.vocab.errors import BadInput
from tocsin.vocab.notice import Notice, WebhookEnd
from tocsin.vocab.package import Writer
from tocsin.vocab.ports import Channel, Detector, Format
from tocsin.vocab.road import FolderEnd, MailEnd, SendOutcome
from tocsin.vocab.sample import Sample

# In this order where two are equally sure: the narrower language first.
FORMATS: tuple[Format, ...] = (
    garak,
    inspect_ai,
    promptfoo,
    public_form,
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

# What should not leave, and what a recipient needs, scanned for all at once. In any order: where findings overlap,
# `rules.overlap` decides by what they are.
DETECTORS: tuple[Detector, ...] = (
    credentials,
    key_families,
    private_keys,
    named_secrets,
    formatted_secrets,
    spoken_secrets,
    spoken_codes,
    told_secrets,
    identity_numbers,
    payment_numbers,
    customer_numbers,
    personal_data,
    phones,
    birth_dates,
    people,
    names,
    marked_people,
    user_names,
    caseless_people,
    introduced_people,
    written_people,
    accounts,
    columns,
    pairs,
    fields,
    mailbox,
    places,
    streets,
    dwellings,
    spelled_out,
    network,
    web,
    disguised_addresses,
    dictionary,
    drawn_keys,
    cloud_ids,
    indicators,
    called_tools,
    prompts,
    hidden_orders,
)

# The roads on which something is sent; what a party fetches itself, or a person pastes, needs none.
FOLDER: Channel[FolderEnd] = folder
MAIL: Channel[MailEnd] = smtp

# The roads on which people are told that something waits. They take a notice, which holds nothing of a case.
NOTICE_BY_MAIL: Callable[[Notice, MailEnd], SendOutcome] = smtp.tell
NOTICE_BY_WEBHOOK: Callable[[Notice, WebhookEnd], SendOutcome] = webhook.post


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


# The languages that are written, in the order in which they are offered.
WRITERS: tuple[Writer, ...] = (stix, form_markdown, form_html, form_pdf, mail_text)


def writer_named(name: str) -> Writer:
    """The writer of this name; BadInput that lists the names."""
    named = {each.NAME: each for each in WRITERS}
    if name not in named:
        raise BadInput(f"nothing is written as {name[:40]!r}", hint=f"choose one of: {', '.join(named)}")
    return named[name]
