"""A heading makes its column what it says; a table of things, a sentence and a form of two columns are left alone."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import columns
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([columns], NO_DICTIONARY)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.label.value, text[each.start : each.end]) for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Name;Geburtsdatum;Telefon\nOddny Brekke;3.2.1980;611 204 118\n",
        "nome\tnascimento\tcelular\nOddny Brekke\t3.2.1980\t611 204 118\n",
        "| Jméno | Datum narození | Telefon |\n|---|---|---|\n| Oddny Brekke | 3.2.1980 | 611 204 118 |\n",
        "name           dob        phone\n-------------  ---------  -----------\n"
        "Oddny Brekke   3.2.1980   611 204 118\n",
        "<tr><th>Name</th><th>DOB</th><th>Phone</th></tr>\n"
        "<tr><td><b>Oddny Brekke</b></td><td>3.2.1980</td><td>611 204 118</td></tr></table>",
        "INSERT INTO t (name, dob, phone) VALUES ('Oddny Brekke', '3.2.1980', '611 204 118');",
        "COPY t (name, dob, phone) FROM stdin;\nOddny Brekke\t3.2.1980\t611 204 118\n\\.\n",
    ],
)
def test_each_form_of_table_gives_each_column_its_label(text: str) -> None:
    assert found(text) == [("PERSON", "Oddny Brekke"), ("DOB", "3.2.1980"), ("PHONE", "611 204 118")]


def test_values_that_cannot_be_what_the_heading_says_stay() -> None:
    assert found("name,email,phone\nbuild-7,none,***\n") == []


def test_a_row_ends_where_another_heading_begins() -> None:
    text = "name,phone,dob\nOddny Brekke,-,-\nfile,size,mode\nRead Me,7,x\n"
    assert found("full name,phone\nphone,full name\n") == []
    assert found(text)[0] == ("PERSON", "Oddny Brekke")


@pytest.mark.parametrize(
    "text",
    [
        "name,size,mode\nRead Me,7,x\n",
        "Vorname | Jannik\nNachname | Brekke\n",
        "The name, the phone, and the rest\nOddny, a phone, and more\n",
        "attacker name,phone,email\nOddny Brekke,611204118,x@fjordpost.no\n",
    ],
)
def test_what_is_no_table_of_people_gives_nothing(text: str) -> None:
    assert found(text) == []
