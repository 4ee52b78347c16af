"""Whatever the description allows or forbids is asked of a real server, which answers as it says it does.

Requests are made up by schemathesis from the document itself, with a fixed seed: one of each operation that fits and
one that does not, fifty of each with TOCSIN_ENDURE=1. Every other one names what is really on the desk. Whoever asks
has every role, so that what is refused is refused for its own sake.
"""

import json
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it comes without types
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.builders import desk_in
from tests.operations.test_operations_whole_route import Company, prepared
from tests.web.people import Somebody, somebody
from tests.web.scene import KEY, running
from tocsin.operations.operation import Content
from tocsin.operations.table import AnyOperation, operations
from tocsin.stages.desk import Desk
from tocsin.vocab.desk_role import DeskRole
from tocsin.web.openapi import document

EXAMPLES = 50 if os.environ.get("TOCSIN_ENDURE") else 1

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
    checks.allow_header_conformance,
    checks.ignored_auth,
]

# What is not asked, and why.
LEFT_OUT = {
    "events": "a stream that does not end by itself: test_events",
}
CHECKS_LEFT_OUT = {
    "positive_data_acceptance": "a schema cannot say which ids there are, nor what a state allows: a no is then right",
    "use_after_free": "nothing is deleted: what was recorded stays",
    "ensure_resource_availability": "what is made is named in the answer and has no address of its own",
    "object_level_authorization": "it needs two people of different roles: test_role_matrix",
}
# It reads `prefixItems` as `items` of an older draft, and takes the document for wrong where an answer holds pairs:
# there jsonschema judges the answer.
PAIRS = "prefixItems"


class World(Struct, frozen=True, kw_only=True):
    """A desk with something of everything, a server over it, and somebody who may do all of it."""

    desk: Desk
    base: str
    ids: dict[str, str]
    person: str
    token: dict[str, str]


@pytest.fixture(scope="module")
def world(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for all operations: what one leaves behind the next one meets."""
    home = tmp_path_factory.mktemp("asked") / "home"
    shutil.copytree(template_home, home)
    with desk_in(home) as story:
        company = Company(story)
        case, _, _ = prepared(company)
        share = company.does("analyst", "share.new", case=case, recipients=["Transport ISAC"])
        everybody = somebody(story.desk, *DeskRole, name="Somebody with every role")
        item = next(iter(story.desk.index.all("item")))
        ids = {"case": case, "share": share["share"], "item": item.id, "person": company.desks["auditor"].person}
        ids |= {"party": "Transport ISAC", "recipient": "Transport ISAC", "index": "3", "duty": "gdpr_33_34"}
        with running(story.desk, KEY) as base:
            yield World(desk=story.desk, base=base, ids=ids, person=everybody.person, token=everybody.token())


@pytest.fixture(scope="module")
def schema() -> schemathesis.schemas.BaseSchema:
    """The document as the judge reads it."""
    return schemathesis.openapi.from_dict(json.loads(document()))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.name)
def test_it_answers_as_it_says(
    world: World, schema: schemathesis.schemas.BaseSchema, operation: AnyOperation, mode: GenerationMode
) -> None:
    described: Any = schema[operation.path][operation.method]
    left_out = {checks.response_schema_conformance} if has_pairs(operation) else set()
    if operation.in_session:  # what shows who asks is put there by this test, also where it was left out: ignored_auth
        left_out.add(checks.negative_data_rejection)
    looked_at = [one for one in CHECKS if one not in left_out]

    @given(case=described.as_strategy(generation_mode=mode), is_known=st.booleans(), has_state=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: "Case[Any]", is_known: bool, has_state: bool) -> None:
        if is_known and mode is GenerationMode.POSITIVE:
            for name in case.path_parameters:
                case.path_parameters[name] = world.ids.get(name, case.path_parameters[name])
        if not has_state:
            case.headers.pop("If-Match", None)
        base, headers = f"{world.base}/api/v1", headers_of(world, operation)
        answer = case.call_and_validate(base_url=base, headers=headers, checks=looked_at, timeout=60)
        if answer.status_code == 200 and has_pairs(operation):
            judge_of(operation).validate(answer.json())

    try:
        ask()
    except Exception as fault:
        if type(fault).__name__ == "Unsatisfiable":  # there is nothing that it forbids
            return
        raise


def judge_of(operation: AnyOperation) -> jsonschema.Draft202012Validator:
    """Who judges what an operation gives."""
    described = json.loads(document())
    said = described["paths"][operation.path][operation.method.lower()]["responses"]["200"]["content"]
    ((_, content),) = said.items()
    return jsonschema.Draft202012Validator(content["schema"] | {"components": described["components"]})


@cache
def has_pairs(operation: AnyOperation) -> bool:
    """Whether what it gives holds a list whose places differ."""
    if operation.gives is Content:
        return False
    return PAIRS in json.dumps(msgspec.json.schema(operation.gives))


def headers_of(world: World, operation: AnyOperation) -> dict[str, str]:
    """What somebody with every role shows: a session only where it has to be one, and a new one, for some end it."""
    return Somebody(desk=world.desk, person=world.person).session() if operation.in_session else world.token


def test_every_check_is_made_or_left_out_for_a_reason() -> None:
    assert not set(LEFT_OUT) & {one.name for one in operations()}
    made = {one.__name__ for one in CHECKS}
    assert made | set(CHECKS_LEFT_OUT) == set(schemathesis.checks.CHECKS.get_all_names())
    assert not made & set(CHECKS_LEFT_OUT)
