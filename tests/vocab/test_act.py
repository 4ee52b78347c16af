"""Every act can be written once and read for ever, and none has room for free text."""

import re
from collections.abc import Iterator

import msgspec
import pytest
import rfc8785
from hypothesis import given
from msgspec import inspect

from tests.leaves import GOLDEN, NOON, PERSON, SHEET, golden_file, leaf_of, leaves, one_of_each
from tocsin.vocab.act import ACTS, Act, CaseAct, HomeAct, Leaf, leaf_bytes, read_leaf, tag_of
from tocsin.vocab.acts import (
    blind_review,
    cut,
    delivery,
    evidence,
    feedback,
    home,
    impact,
    intake,
    marking,
    party,
    practice,
    review,
    share,
    triage,
)
from tocsin.vocab.acts.evidence import ItemPurged
from tocsin.vocab.acts.intake import CaseAssigned, CaseNamed
from tocsin.vocab.errors import BadInput

ROOMS = (
    *(blind_review, cut, delivery, evidence, feedback, home, impact, intake),
    *(marking, party, practice, review, share, triage),
)
A_LEAF = leaf_bytes(leaf_of(CaseNamed(sheet=SHEET)))


@given(leaves())
def test_every_leaf_decodes_to_itself_and_back_to_the_same_bytes(leaf: Leaf) -> None:
    data = leaf_bytes(leaf)
    assert read_leaf(data) == leaf
    assert leaf_bytes(read_leaf(data)) == data


@given(leaves())
def test_the_bytes_of_a_leaf_are_its_canonical_form(leaf: Leaf) -> None:
    data = leaf_bytes(leaf)
    assert data == rfc8785.dumps(msgspec.json.decode(data))
    assert data[:1] == b"{"
    assert data.isascii()


def test_every_act_of_the_rooms_may_stand_in_the_log() -> None:
    defined = {
        type_
        for room in ROOMS
        for type_ in vars(room).values()
        if isinstance(type_, type) and type_.__module__ == room.__name__ and issubclass(type_, msgspec.Struct)
        if type_.__struct_config__.tag
    }
    assert defined == set(ACTS)
    assert HomeAct.__args__ + CaseAct.__args__ == ACTS


def test_every_act_has_a_name_and_a_version_of_its_own() -> None:
    tags = [tag_of(type_) for type_ in ACTS]
    assert len(set(tags)) == len(tags)
    for type_, tag in zip(ACTS, tags, strict=True):
        name, _, version = tag.partition("/")
        assert name.replace("_", "") == type_.__name__.lower().rstrip("0123456789")
        assert version.isdecimal()
        assert type_.__struct_config__.forbid_unknown_fields
        assert type_.__struct_config__.frozen


@pytest.mark.parametrize("type_", ACTS, ids=tag_of)
def test_a_golden_leaf_is_read_and_written_again_byte_for_byte(type_: type[Act]) -> None:
    golden = golden_file(type_).read_bytes()
    leaf = read_leaf(golden)
    assert type(leaf.act) is type_
    assert leaf_bytes(leaf) == golden


@pytest.mark.parametrize("type_", ACTS, ids=tag_of)
def test_a_golden_leaf_is_the_example_of_its_act(type_: type[Act]) -> None:
    assert read_leaf(golden_file(type_).read_bytes()) == leaf_of(one_of_each()[type_])


def test_every_golden_leaf_belongs_to_an_act() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_file(type_).name for type_ in ACTS}


@pytest.mark.parametrize("type_", [*ACTS, Leaf], ids=lambda type_: type_.__name__)
def test_no_act_has_room_for_free_text_a_float_or_a_great_number(type_: type[msgspec.Struct]) -> None:
    for path, info in _plain_fields(inspect.type_info(type_), type_.__name__):
        match info:
            case inspect.StrType(pattern=pattern):
                assert pattern is not None, f"{path} takes any text"
                assert pattern.startswith("^"), f"{path} is bound at its start"
                assert pattern.endswith(r"\Z"), f"{path} is bound at its end"
                assert not re.search(pattern, "Jane Doe was here"), f"{path} takes a sentence"
                assert not re.search(pattern, "a\n"), f"{path} takes a line end"
            case inspect.IntType(ge=low, le=high):
                assert low is not None, f"{path} has no lower bound"
                assert high is not None, f"{path} has no upper bound"
                assert high < 2**53, f"{path} is greater than every reader can hold"
            case inspect.DateTimeType(tz=zone):
                assert zone is True, f"{path} may be without a zone"
            case _:
                assert isinstance(
                    info,
                    inspect.EnumType | inspect.BoolType | inspect.NoneType | inspect.DateType | inspect.LiteralType,
                ), f"{path} is a {info}"


def _plain_fields(info: inspect.Type, path: str) -> Iterator[tuple[str, inspect.Type]]:
    match info:
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _plain_fields(field.type, f"{path}.{field.name}")
        case inspect.UnionType(types=types):
            for type_ in types:
                yield from _plain_fields(type_, path)
        case inspect.VarTupleType(item_type=item):
            yield from _plain_fields(item, path)
        case _:
            yield path, info


@pytest.mark.parametrize(
    ("wrong", "data"),
    [
        ("an unknown field of the leaf", A_LEAF.replace(b'"v":1', b'"v":1,"w":1')),
        ("an unknown field of the act", A_LEAF.replace(b'"type":', b'"note":"hidden","type":')),
        ("an unknown act", A_LEAF.replace(b"case_named/1", b"case_burned/1")),
        ("a later version of an act", A_LEAF.replace(b"case_named/1", b"case_named/2")),
        ("a later version of the leaf", A_LEAF.replace(b'"v":1', b'"v":2')),
        ("a missing field", A_LEAF.replace(b'"seq":0,', b"")),
        ("a moment without a zone", A_LEAF.replace(b'0.250000Z"', b'0.250000"').replace(b'0.25Z"', b'0.25"')),
        ("a place below the first", A_LEAF.replace(b'"seq":0', b'"seq":-1')),
        ("an id of another kind", A_LEAF.replace(b'"by":"person-', b'"by":"route-')),
        ("a line end behind an id", A_LEAF.replace(b'1a","org"', b'1a\\n","org"')),
        (
            "two acts under one key",
            A_LEAF.replace(b'{"act":', b'{"act":{"person":"%s","type":"case_assigned/1"},"act":' % PERSON.encode()),
        ),
        ("a space that is not canonical", A_LEAF.replace(b'"v":1', b'"v": 1')),
        ("bytes that are not JSON", b"eyJhbGciOiJFZERTQSJ9.e30.AA"),
        ("nothing", b""),
    ],
)
def test_what_is_no_leaf_of_this_version_is_refused(wrong: str, data: bytes) -> None:
    assert data != A_LEAF, f"the sample of {wrong} is the good leaf"
    with pytest.raises(BadInput) as caught:
        read_leaf(data)
    assert "upgrade" in caught.value.hint


@pytest.mark.parametrize(
    "act",
    [
        CaseAssigned(person="Jane Doe"),
        CaseAssigned(person=PERSON + "\n"),
        ItemPurged(item="item-1", reason="retention", sheet=SHEET),
        ItemPurged(item=ItemPurged.__name__, reason="because she asked us to", sheet=SHEET),
        CaseNamed(sheet="a name in clear"),
    ],
    ids=lambda act: repr(act)[:60],
)
def test_an_act_that_could_not_be_read_again_is_never_written(act: Act) -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(act))


def test_a_moment_without_a_zone_is_never_written() -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        leaf_bytes(leaf_of(CaseNamed(sheet=SHEET), at=NOON.replace(tzinfo=None)))


def test_the_name_of_an_act_is_that_of_its_class_and_of_its_value() -> None:
    assert tag_of(CaseNamed) == tag_of(CaseNamed(sheet=SHEET)) == "case_named/1"
