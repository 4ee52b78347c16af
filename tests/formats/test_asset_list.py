"""An asset list: columns by their names, cells that are none by their lines, the rest taken."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.asset_list import MOST_LINES, Assets, read_assets
from tocsin.vocab.dictionary import MOST_BYTES, NO_DICTIONARY, with_words
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.sample import Sample


def read(text: str | bytes) -> Assets:
    """The list, read."""
    return read_assets(Sample("list.csv", text.encode() if isinstance(text, str) else text))


def words(text: str) -> set[tuple[str, str]]:
    """What it says is ours."""
    return {(one.field, one.value) for one in read(text).words}


def test_every_column_of_an_inventory_becomes_words_of_its_list() -> None:
    text = (
        "Host Name,IP Address,Owner,E-Mail,Domain,Network,Account,Tenant ID,Customer,Serial\r\n"
        'db-prod-07.corp.nordkai.de,203.0.113.9,Mira Jansen,kim@nordkai.de,corp.nordkai.de,"198.51.100.7/24",'
        "svc_backup,nordkai-1,Harbour Clinic Nord,X123\r\n"
        ",,,,,,,,,\r\n"
    )
    found = read(b"\xef\xbb\xbf" + text.encode())
    assert {(one.field, one.value) for one in found.words} == {
        *(("hosts", "db-prod-07.corp.nordkai.de"), ("hosts", "db-prod-07"), ("netblocks", "203.0.113.9/32")),
        *(("people", "Mira Jansen"), ("domains", "nordkai.de"), ("domains", "corp.nordkai.de")),
        *(("netblocks", "198.51.100.0/24"), ("accounts", "svc_backup"), ("tenants", "nordkai-1")),
        ("victims", "Harbour Clinic Nord"),
    }
    assert (found.lines, found.wrong, found.not_read) == (1, (), ("Serial",))
    assert with_words(NO_DICTIONARY, found.words).owns_host("x.corp.nordkai.de")


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_cells_are_told_apart_as_spreadsheets_of_any_country_write_them(between: str) -> None:
    assert words(f"hostname{between}owner\nrunner-7{between}mjansen\n") == {
        ("hosts", "runner-7"),
        ("accounts", "mjansen"),
    }


def test_several_in_one_cell_nothing_and_everybodys_are_known() -> None:
    assert words("ip\n192.0.2.1; 192.0.2.2\nn/a\n") == {("netblocks", "192.0.2.1/32"), ("netblocks", "192.0.2.2/32")}
    assert words("fqdn\nwww.nordkai.de\n") == {("hosts", "www.nordkai.de")}


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("hostname", "not a host", "no host name"),
        ("hostname", "ab", "shorter than"),
        ("ip", "300.1.2.3", "no address"),
        ("ip", "127.0.0.1", "everybody's"),
        ("network", "10.0.0.0/4", "too large"),
        ("network", "here", "no network"),
        ("email", "nobody", "no mailbox"),
        ("email", "kim@gmail.com", "private mail"),
        ("domain", "gmail.com", "private mail"),
        ("domain", "nodots", "no domain"),
        ("owner", "x" * 600, "no name"),
    ],
)
def test_a_cell_that_is_none_is_named_with_its_line_and_the_rest_is_taken(column: str, cell: str, why: str) -> None:
    found = read(f"{column},account\nrunner-7,svc_one\n\n{cell},svc_two\n".replace("runner-7", "-"))
    (wrong,) = found.wrong
    assert (wrong.line, wrong.column) == (4, column)
    assert why in wrong.why
    assert {one.value for one in found.words} == {"svc_one", "svc_two"}


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("", "line 1"),
        ("serial,model\nX,Y\n", "line 1"),
        ("hostname,ip\na-1\n", "line 2"),
        ('hostname\n"a\n', "line 2"),
        (b"hostname\n\xff\n", "UTF-8"),
    ],
)
def test_what_is_no_list_is_refused_with_its_place(data: str | bytes, place: str) -> None:
    with pytest.raises(BadInput, match=place):
        read(data)


def test_a_list_that_is_too_long_is_refused_whole() -> None:
    with pytest.raises(TooMuch):
        read("a\n" * (MOST_BYTES // 2 + 1))
    with pytest.raises(TooMuch):
        read("hostname\n" + "-\n" * (MOST_LINES + 1))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadInput):
        with_words(NO_DICTIONARY, read(f"hostname,ip,owner,email,network\n{text}").words)
