"""The second net: a withheld value is found in every encoding that the net claims, and never repeated."""

import base64
import hashlib
import html
import json
import quopri
import uuid
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.rules.neutral import neutral
from tocsin.rules.second_net import BESIDE, STIX_NAMESPACE, leaks, search, stix_uuid
from tocsin.vocab.neutral import for_people

VALUE = "odile.brun@acme-tidal.com"
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "upper case": lambda value: value.upper().encode(),
    "json": lambda value: json.dumps({"a": value}).encode(),
    "json in json": lambda value: json.dumps(json.dumps({"a": json.dumps([value])})).encode(),
    "code points": lambda value: "".join(f"\\u{ord(sign):04x}" for sign in value).encode(),
    "percent": lambda value: "".join(f"%{byte:02X}" for byte in value.encode()).encode(),
    "usual percent": lambda value: quote(value, safe="").encode(),
    "hexadecimal": lambda value: value.encode().hex().encode(),
    "hexadecimal with spaces": lambda value: value.encode().hex(" ").encode(),
    "escaped hexadecimal": lambda value: "".join(f"\\x{byte:02x}" for byte in value.encode()).encode(),
    "entities": lambda value: "".join(f"&#{ord(sign)};" for sign in value).encode(),
    "hexadecimal entities": lambda value: "".join(f"&#x{ord(sign):x};" for sign in value).encode(),
    "named entities": lambda value: html.escape(value).encode(),
    "base64": lambda value: base64.b64encode(value.encode()),
    "base64, second beginning": lambda value: base64.b64encode(b"x" + value.encode() + b"yz"),
    "base64, third beginning": lambda value: base64.b64encode(b"xy" + value.encode() + b"z"),
    "base64 in lines": lambda value: base64.encodebytes(b"a long beginning of a mail, " * 3 + value.encode()),
    "base64 for addresses": lambda value: base64.urlsafe_b64encode(b"\xff\xfe\xfb" + value.encode()).rstrip(b"="),
    "base64 behind a word": lambda value: b"data/" + base64.b64encode(value.encode()),
    "base64 of UTF-16": lambda value: base64.b64encode(value.encode("utf-16-le")),
    "base64 of JSON of code points": lambda value: base64.b64encode(json.dumps(value, ensure_ascii=True).encode()),
    "percent of base64": lambda value: quote(base64.b64encode(value.encode()).decode(), safe="").encode(),
    "base64 of base64": lambda value: base64.b64encode(base64.b64encode(value.encode())),
    "quoted-printable": lambda value: quopri.encodestring(value.encode(), quotetabs=True),
    "UTF-16": lambda value: value.encode("utf-16"),
    "invisible signs": lambda value: "\u200b".join(value).encode(),
    "wide letters": lambda value: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in value).encode(),
    "defanged": lambda value: value.replace(".", "[.]").replace("@", "[@]").encode(),
    "defanged in words": lambda value: value.replace(".", " dot ").replace("@", " at ").encode(),
    "without separators": lambda value: "".join(filter(str.isalnum, value)).encode(),
    "markup between": lambda value: value.replace(".", " - ").encode(),
    "neutral form": lambda value: neutral(value).encode(),
    "neutral form for people": lambda value: for_people(neutral(value)).encode(),
    "neutral form in JSON": lambda value: json.dumps(neutral(value)).encode(),
    "deterministic id": lambda value: str(
        uuid.uuid5(
            uuid.UUID(bytes=STIX_NAMESPACE), json.dumps({"value": value}, separators=(",", ":"), ensure_ascii=False)
        )
    ).encode(),
    "deterministic id of software": lambda value: f"software--{stix_uuid(value, 'name')}".encode(),
    "deterministic id of an account": lambda value: f"user-account--{stix_uuid(value, 'account_login')}".encode(),
    "SHA-256 in base64": lambda value: base64.b64encode(hashlib.sha256(value.encode()).digest()),
    "SHA-1 for URLs": lambda value: base64.urlsafe_b64encode(
        hashlib.sha1(value.encode(), usedforsecurity=False).digest()
    ).rstrip(b"="),
    "SHA-3": lambda value: hashlib.sha3_256(value.encode()).hexdigest().encode(),
    "SHA-256": lambda value: hashlib.sha256(value.encode()).hexdigest().encode(),
    "MD5, upper case": lambda value: (
        hashlib.new("md5", value.encode(), usedforsecurity=False).hexdigest().upper().encode()
    ),
}
ANY_VALUE = {
    name: ENCODINGS[name]
    for name in (
        "json",
        "json in json",
        "code points",
        "percent",
        "hexadecimal",
        "entities",
        "base64",
        "base64, second beginning",
        "base64, third beginning",
        "quoted-printable",
        "UTF-16",
        "deterministic id",
        "SHA-256",
    )
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_value_is_found_in_every_encoding(name: str) -> None:
    document = b'{"a": "before ' + ENCODINGS[name](VALUE) + b' after"}'
    if name == "UTF-16":
        document = ENCODINGS[name](f"before {VALUE} after")
    (leak,) = leaks(document, ["someone-else@other.net", VALUE])
    assert leak.value == 1
    assert leak.encoding


@given(st.text("abcdefgXYZ0123456789 éß語-_@.", min_size=8, max_size=40), st.sampled_from(sorted(ANY_VALUE)))
def test_any_value_is_found(value: str, name: str) -> None:
    value = value.strip()
    assume(sum(map(str.isalnum, value)) >= 7 and "  " not in value)
    assert [leak.value for leak in leaks(ANY_VALUE[name](value), [value])] == [0]


@given(st.lists(st.text("abcdefghij", min_size=6, max_size=12), max_size=5))
def test_what_is_not_there_is_not_found(values: list[str]) -> None:
    assert leaks(b"KLMNOP [PERSON-1] 0123 %20 &amp; \\n 2031-05-06", values) == ()


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_value_is_found_in_every_encoding_among_many_that_are_not_there(name: str) -> None:
    others = [f"person{number}.absent@tidal-{number}.example" for number in range(100)]
    found = leaks(b"It begins so: " + ENCODINGS[name](VALUE) + b" and ends so.", [*others[:50], VALUE, *others[50:]])
    assert [leak.value for leak in found] == [50]


@given(st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_many_values_are_found_wherever_they_begin(before: int, behind: int, is_wide: bool) -> None:
    values = [f"absent-{number:05d}" for number in range(80)] + ["Ödön Ákos" if is_wide else "quiet river"]
    document = ("x" * before + "-" + values[-1] + "-" + "y" * behind).encode()
    assert [leak.value for leak in leaks(document, values)] == [80]


@pytest.mark.parametrize("around", ["", "Look at this [1] and (2): ", "It was at noon. " * 40])
@pytest.mark.parametrize("many", [0, 100])
def test_what_is_defanged_is_found_beside_other_brackets_and_words(around: str, many: int) -> None:
    values = [*(f"absent-{number:05d}" for number in range(many)), "mail.acme-tidal.com"]
    for spelled in ("mail[.]acme-tidal dot com", "mail [ . ] acme-tidal[dot]com", "mail(.)acme-tidal{.}com"):
        found = leaks(f"{around}{spelled}{around}".encode(), values)
        assert [(leak.value, leak.encoding) for leak in found] == [(many, "defanged")]


def test_what_stands_around_two_defanged_places_far_apart_is_not_read_as_one() -> None:
    value = "quietriverbeyondhill"
    about = len(value) + BESIDE  # signs on both sides of a defanged place that are read
    behind = "[.]".ljust(about - 10, "z") + value[:10]
    document = behind + "z" * 200 + (value[10:] + "z" * (about - 10)) + "[.]"
    assert not leaks(document.encode(), [value])


def test_a_short_value_is_looked_for_as_a_word() -> None:
    assert leaks(b"a planet", ["lan"]) == ()
    assert len(leaks(b"a lan, too", ["lan"])) == 1


def test_a_short_name_is_found_in_a_neutral_text_whatever_parts_it() -> None:
    for name in ("Li Wu", "Li\nWu", "Al-B"):
        for text in (neutral(f"to {name} now"), for_people(neutral(f"to {name} now"))):
            assert leaks(text.encode(), [name])


def test_what_cannot_be_searched_is_said() -> None:
    found = search(b"PK\x03\x04...", ["", "x", "--", "long enough"])
    assert found.unsearchable == (0, 1, 2)
    assert found.opaque == ("a ZIP container",)


def test_a_leak_never_repeats_the_value() -> None:
    found = search(f"x {VALUE} y".encode(), [VALUE])
    assert found.leaks
    assert VALUE not in repr(found)


@pytest.mark.parametrize("value", ["198.51.100.7", "kq7.example", "ada@kq7.example", "http://kq7.example/a?b=1&c=ü"])
def test_the_deterministic_id_is_that_of_the_standard(value: str) -> None:
    name = json.dumps({"value": value}, separators=(",", ":"), ensure_ascii=False)
    assert stix_uuid(value) == str(uuid.uuid5(uuid.UUID(bytes=STIX_NAMESPACE), name))


def test_a_hostile_document_is_searched_within_bounds() -> None:
    nested = b"A" * 200_000 + b"%25" * 20_000 + b"\\u0041" * 5_000
    assert leaks(nested, ["not in there at all"]) == ()


@pytest.mark.parametrize("document", ["Harbour⟨U+00AD⟩ Clinic", "Har⟨U+200B⟩bour⟨U+00A0⟩Clinic"])
def test_signs_that_a_document_shows_by_their_code_points_are_read(document: str) -> None:
    assert leaks(document.encode(), ["Harbour Clinic"])


@pytest.mark.parametrize("document", ["⟨U+D83D⟩%41", "⟨U+110000⟩", "⟨U+FFFFFF⟩", "⟨U+XYZ⟩"])
def test_a_code_point_that_is_no_sign_is_no_fault(document: str) -> None:
    assert leaks(document.encode(), ["Harbour Clinic"]) == ()


def test_what_is_found_does_not_depend_on_how_often_it_is_said() -> None:
    spelled = "see 486172626f757220436c696e6963 and SGFyYm91ciBDbGluaWM= "
    assert leaks((spelled * 50).encode(), ["Harbour Clinic"]) == leaks(spelled.encode(), ["Harbour Clinic"]) != ()
