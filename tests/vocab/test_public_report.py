"""A public report: the form as an actor of its own, and no room for who reported."""

import msgspec

from tocsin.vocab.ids import PersonId
from tocsin.vocab.public_report import PUBLIC_FORM, PublicReport


def test_the_form_has_the_id_of_a_person_in_acts_and_of_nobody_else() -> None:
    assert msgspec.convert(PUBLIC_FORM, PersonId) == PUBLIC_FORM
    assert set(PUBLIC_FORM.removeprefix("person-")) == {"0"}


def test_a_name_and_an_address_have_no_place_in_the_document() -> None:
    assert not {"name", "contact", "reporter_name", "address"} & set(PublicReport.__struct_fields__)
