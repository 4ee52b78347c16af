"""Every operation keeps the promises that all of them make: named, described, typed, allowed to somebody, honest."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import fields

from tests.asking import ask, in_role
from tests.builders import DeskOfStories
from tests.shares import Stage
from tocsin.operations.operation import Content, Method, Page
from tocsin.operations.table import ROOMS, AnyOperation, by_name, operations
from tocsin.stages.desk import Desk
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import TocsinError

NAME = re.compile(r"[a-z]+([-_][a-z]+)*\.[a-z]+([-_][a-z]+)*")
PATH = re.compile(r"(/([a-z]+(-[a-z]+)*|\{[a-z_]+\}))+(\.[a-z]+)?")
CHAT = json.dumps([{"role": "user", "content": "read the page"}]).encode()

# GETs that record something all the same, each with the reason; there is none.
RECORDED_LOOKS: dict[str, str] = {}


@pytest.fixture(params=operations(), ids=lambda one: one.name)
def operation(request: pytest.FixtureRequest) -> AnyOperation:
    """Each operation of the table in turn."""
    found: AnyOperation = request.param
    return found


def takes_of(operation: AnyOperation) -> dict[str, Any]:
    """The types of what it takes, by field."""
    return get_type_hints(operation.takes)


def simple(type_: Any) -> bool:
    """Whether a value of this type can be written as one word of a query."""
    origin = get_origin(type_)
    if origin is Annotated:
        return simple(get_args(type_)[0])
    if origin in (Union, UnionType):
        return all(one is NoneType or simple(one) for one in get_args(type_))
    return isinstance(type_, type) and issubclass(type_, str | int | bool | date | datetime | Enum)


def several(type_: Any) -> bool:
    """Whether it is a list of such values: a query names its field again for each."""
    return get_origin(type_) in (tuple, list, frozenset) and all(
        one is Ellipsis or simple(one) for one in get_args(type_)
    )


def test_its_name_is_a_noun_and_a_verb(operation: AnyOperation) -> None:
    assert NAME.fullmatch(operation.name)
    assert by_name()[operation.name] is operation


def test_it_says_what_it_does_in_one_sentence(operation: AnyOperation) -> None:
    assert operation.summary.endswith(".")
    assert operation.takes.__doc__, "what it takes is explained"


def test_its_place_names_fields_that_it_takes(operation: AnyOperation) -> None:
    assert PATH.fullmatch(operation.path)
    needed = {field.name for field in fields(operation.takes) if field.required}
    assert set(operation.fields_in_path) <= needed, "what stands in the path cannot be left out"
    assert all(simple(takes_of(operation)[field]) for field in operation.fields_in_path)


def test_it_takes_nothing_that_it_does_not_know(operation: AnyOperation) -> None:
    config = operation.takes.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    with pytest.raises(msgspec.ValidationError, match=r"unknown field|missing required"):
        msgspec.convert({"no_such_field": 1}, operation.takes)


def test_what_stands_in_a_query_can_stand_there(operation: AnyOperation) -> None:
    if operation.method is Method.GET or operation.does_with is not None:
        for name, type_ in takes_of(operation).items():
            assert simple(type_) or several(type_), f"{name} cannot stand in a query"


def test_what_takes_bytes_is_posted(operation: AnyOperation) -> None:
    assert operation.does_with is None or operation.method is Method.POST


def test_somebody_may_and_nobody_without_a_role(operation: AnyOperation) -> None:
    assert operation.may
    assert operation.may <= frozenset(DeskRole)


def test_an_auditor_changes_nothing_but_their_own_account_and_views() -> None:
    posts = {one.name for one in operations() if one.method is Method.POST and DeskRole.AUDITOR in one.may}
    own = ("account.", "view.")
    assert {name for name in posts if not name.startswith(own)} == AUDITOR_POSTS


# Posted for what it takes (a file, a secret, a reason), not for what it changes: a look is recorded at most.
AUDITOR_POSTS = {
    *("intake.look", "triage.lines", "report.follow", "clean.scan", "impact.bill", "receipt.look"),
    *("clean.neutralize", "clean.restore"),
    *("evidence.look", "evidence.glimpse", "evidence.content", "evidence.objects"),
    *("evidence.trace", "evidence.calls", "evidence.bytes"),
    *("policy.check-file", "policy.explain", "claim.make", "claim.verify", "ledger.hold-to"),
}


def test_what_it_takes_and_gives_has_a_schema(operation: AnyOperation) -> None:
    given = [] if operation.gives is Content else [operation.gives]
    made, components = msgspec.json.schema_components([operation.takes, *given])
    assert len(made) == 1 + len(given)
    assert operation.takes.__name__ in "".join(components)


def test_the_schemas_of_all_of_them_go_together() -> None:
    types = [one.takes for one in operations()]
    _, components = msgspec.json.schema_components(
        [*types, *(one.gives for one in operations() if one.gives is not Content)]
    )
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in components), "OpenAPI 3.1, components object"


def test_a_list_without_an_end_comes_in_pages(operation: AnyOperation) -> None:
    taken = operation.takes.__struct_fields__
    gives = get_origin(operation.gives) or operation.gives
    is_paged = isinstance(gives, type) and issubclass(gives, Page)
    assert is_paged == ("cursor" in taken)
    assert not is_paged or "limit" in taken


def test_no_two_share_a_name_or_a_place() -> None:
    assert len(by_name()) == len(operations()) == sum(len(room.OPERATIONS) for room in ROOMS)
    shapes = [(one.method, re.sub(r"\{\w+\}", "{}", one.path)) for one in operations()]
    assert len(set(shapes)) == len(shapes), "two places differ in the name of a field alone"


class Furnished(Struct, frozen=True):
    """A desk on which everything can be asked for, and what is called what there."""

    desk: Desk
    known: dict[str, object]


@pytest.fixture
def furnished(story: DeskOfStories) -> Furnished:
    """A case with evidence, a clean copy and a share that was delivered."""
    stage = Stage(story)
    party = stage.party("A Reader", "isac", address=stage.folder("reader"))
    stage.marked()
    item = ask(stage.desk, "intake.add", CHAT, file_name="chat.json", case=stage.case.id)["taken"][0]["item"]
    ask(stage.desk, "intake.add", b"A second matter: it mailed a stranger.\n", file_name="note.txt")
    stage.cleaned()
    share = stage.delivered(party)
    case = stage.now()
    return Furnished(
        stage.desk,
        {
            "case": case.id,
            "kind": "case",
            "given": case.id,
            "cases": [case.id],
            "item": item,
            "report": ask(stage.desk, "report.list")["items"][0]["id"],
            "copy": case.copy,
            "share": share.id,
            "recipient": party,
            "party": party,
            "delivery": ask(stage.desk, "delivery.list", share=share.id)[0]["id"],
            "table": ask(stage.desk, "policy.list")[0]["name"],
            "component": "pkg:pypi/litellm",
            "duty": "nis2_23",
            "text": "mail",
            "index": "0",
            "old": "1",
        },
    )


def gets() -> Iterator[AnyOperation]:
    """What is asked for with a GET."""
    return (one for one in operations() if one.method is Method.GET)


def test_looking_at_everything_records_nothing(furnished: Furnished) -> None:
    size, refused = furnished.desk.log.size(), dict[str, str]()
    for operation in gets():
        needed = [field.name for field in fields(operation.takes) if field.required]
        unknown = [name for name in needed if name not in furnished.known]
        assert not unknown, f"{operation.name}: say in `furnished` what {', '.join(unknown)} is"
        try:
            ask(furnished.desk, operation.name, **{name: furnished.known[name] for name in needed})
        except TocsinError as fault:
            refused[operation.name] = str(fault)
        if operation.name not in RECORDED_LOOKS:
            assert furnished.desk.log.size() == size, f"{operation.name} recorded something"
        size = furnished.desk.log.size()
    assert set(refused) == REFUSED, refused


# What has no answer on this desk: no component is affected, nothing is sent by hand, nobody practised.
REFUSED = {"impact.case", "outbox.show", "practice.show"}


def test_an_auditor_reads_what_they_may_and_leaves_no_trace(story: DeskOfStories, furnished: Furnished) -> None:
    auditor = in_role(story, "auditor")
    size = furnished.desk.log.size()
    for operation in gets():
        if DeskRole.AUDITOR in operation.may and operation.name not in REFUSED:
            needed = [field.name for field in fields(operation.takes) if field.required]
            ask(auditor, operation.name, **{name: furnished.known[name] for name in needed})
    assert furnished.desk.log.size() == size
