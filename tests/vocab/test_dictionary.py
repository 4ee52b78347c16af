"""The dictionary: read strictly, and names in every usual spelling."""

import ipaddress
import re
from pathlib import Path

import msgspec
import pytest

from tocsin.vocab.dictionary import (
    MOST_BYTES,
    Dictionary,
    Word,
    calling_name,
    is_private_mail,
    read_dictionary,
    short_forms,
    spelling,
    with_words,
)
from tocsin.vocab.errors import BadInput, TooMuch


def test_the_json_form_is_read() -> None:
    made = read_dictionary(b'{"org_names": ["Acme Tidal Ltd."], "netblocks": ["100.71.0.0/16"], "victims": []}')
    assert made == Dictionary(org_names=("Acme Tidal Ltd.",), netblocks=("100.71.0.0/16",))


def test_the_dictionary_of_the_corpus_is_read(reference_data: Path) -> None:
    made = read_dictionary((reference_data / "sanitize" / "org_dev.json").read_bytes())
    assert made.victims
    assert made.netblocks


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[]", "cannot be read"),
        (b"{", "cannot be read"),
        (b'{"names": []}', "unknown field"),
        (b'{"netblocks": ["10.0.0.0/99"]}', "is no network"),
        (b'{"codenames": ["ab"]}', "shorter than 3"),
    ],
)
def test_a_wrong_dictionary_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises((BadInput, msgspec.ValidationError), match=said) as refused:
        read_dictionary(data)
    assert isinstance(refused.value, BadInput)
    assert refused.value.hint


def test_a_dictionary_beyond_bounds_is_refused_unread() -> None:
    with pytest.raises(TooMuch):
        read_dictionary(b" " * (MOST_BYTES + 1))


@pytest.mark.parametrize("host", ["acme.com", "a.b.ACME.com", "brig", "x.brig", "acme.com."])
def test_what_lies_below_a_domain_is_owned(host: str) -> None:
    assert Dictionary(domains=("acme.com",), hosts=("brig",)).owns_host(host)


@pytest.mark.parametrize("host", ["notacme.com", "acme.com.evil.net", "brigade"])
def test_a_name_that_only_ends_alike_is_not_owned(host: str) -> None:
    assert not Dictionary(domains=("acme.com",), hosts=("brig",)).owns_host(host)


def test_networks_are_owned_address_by_address() -> None:
    made = Dictionary(netblocks=("100.71.12.0/24", "2a01:4f8::/32"))
    assert made.owns_address(ipaddress.ip_address("100.71.12.9"))
    assert made.owns_address(ipaddress.ip_address("2a01:4f8::9"))
    assert not made.owns_address(ipaddress.ip_address("100.71.13.9"))


def test_signs_inside_and_around_a_name_belong_to_it() -> None:
    for name, whole in (
        ("Harbour & Sons", "Harbour & Sons"),
        ("Harbour & Sons", "HARBOUR &  SONS"),
        ("Harbour & Sons", "harbour-sons"),
        ("Quill's Press", "Quill's Press"),
        ("Moor (Nord)", "Moor (Nord)"),
        ("Moor (Nord)", "moor nord"),
        ("Water Works Inc.", "Water Works Inc."),
        ("Water Works Inc.", "Water Works Inc"),
        ("Foo, Bar, and Co., Ltd.", "Foo, Bar, and Co., Ltd."),
        ("\u201cZenith\u201d Bank!", "\u201cZenith\u201d Bank!"),
    ):
        found = re.search(spelling(name), f"of {whole} and", re.IGNORECASE)
        assert found is not None, name
        assert found.group() == whole


@pytest.mark.parametrize("written", ["blue otter 7b", "BlueOtter7B", "BLUE_OTTER-7B", "blue.otter.7b"])
def test_a_spelling_is_found_however_it_is_joined(written: str) -> None:
    assert re.fullmatch(spelling("BlueOtter-7B"), written, re.IGNORECASE)


def test_one_word_is_never_split() -> None:
    assert not re.fullmatch(spelling("Nightheron"), "night heron", re.IGNORECASE)


def test_a_name_without_letters_is_taken_as_it_is() -> None:
    assert re.fullmatch(spelling("+++"), "+++")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Acme Tidal Ltd.", ("Acme Tidal Ltd.", "Acme Tidal")),
        ("Northfield County Library", ("Northfield County Library", "Northfield County")),
        ("Orso S.p.A.", ("Orso S.p.A.", "Orso")),
        ("Ltd", ("Ltd",)),
    ],
)
def test_a_name_is_shortened_as_people_do(name: str, forms: tuple[str, ...]) -> None:
    assert short_forms(name) == forms


def test_words_are_put_in_and_taken_out_whatever_their_case() -> None:
    made = with_words(Dictionary(people=("Mira Jansen",)), [Word(field="people", value="MIRA  jansen")])
    assert made == Dictionary(people=("Mira Jansen",))
    made = with_words(made, [Word(field="hosts", value=" runner-7 ")])
    assert made == Dictionary(people=("Mira Jansen",), hosts=("runner-7",))
    assert with_words(made, [Word(field="people", value="mira jansen")], without=True) == Dictionary(
        hosts=("runner-7",)
    )


@pytest.mark.parametrize("word", [Word(field="secrets", value="abc"), Word(field="hosts", value="ab")])
def test_a_word_of_no_list_and_a_short_one_are_refused(word: Word) -> None:
    with pytest.raises(BadInput):
        with_words(Dictionary(), [word])


@pytest.mark.parametrize(
    ("domain", "is_private"), [("gmail.com", True), ("gmx.de", True), ("yahoo.co.uk", True), ("nordkai.de", False)]
)
def test_a_provider_of_private_mail_is_nobodys_domain(domain: str, is_private: bool) -> None:
    assert is_private_mail(domain) is is_private


@pytest.mark.parametrize(
    ("host", "is_imitated"),
    [
        ("acmetidal-login.top", True),
        ("pay.acme-tidal-help.com", True),
        ("acmetidal.example-host.okta.com", False),
        ("portal.acmetidal.com", False),
        ("acmetidal.net", False),
        ("tides.com", False),
    ],
)
def test_a_domain_that_bears_a_name_and_is_not_ours_imitates_it(host: str, is_imitated: bool) -> None:
    ours = Dictionary(org_names=("Acme Tidal Ltd.",), domains=("acmetidal.com",))
    assert ours.is_imitated_by(host) is is_imitated


@pytest.mark.parametrize(
    ("name", "called"),
    [("Torvald Maritime AB", "Torvald"), ("KTV Holdings", "KTV"), ("National Bank", None), ("Torvald", None)],
)
def test_an_organization_is_called_by_a_word_of_its_own(name: str, called: str | None) -> None:
    assert calling_name(name) == called


def test_accents_may_be_left_out() -> None:
    assert re.fullmatch(spelling("Kätkäjoki Łódź"), "katkajoki lodz", re.IGNORECASE)
