"""The whole route by the API alone, over HTTP: each step by somebody's own token, and nothing beside it."""

import json

import httpx
from msgspec.structs import replace

from tests.asking import Json
from tests.builders import DeskOfStories
from tests.operations.test_operations_whole_route import Company, walk
from tests.web.people import Somebody
from tests.web.scene import running
from tocsin.operations.operation import Content, Method
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk

API = "/api/v1"


class Asker:
    """Asks a server by plain HTTP requests, as a program does that knows nothing but the description."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, trust_env=False, timeout=60)
        self._tokens: dict[str, dict[str, str]] = {}
        self.asked: set[str] = set()

    def __call__(self, desk: Desk, operation: str, content: bytes | None = None, /, **fields: object) -> Json:
        found = by_name()[operation]
        token = self._tokens.setdefault(desk.person, Somebody(desk=desk, person=desk.person).token())
        path = found.path.format_map(fields)
        rest = {name: value for name, value in fields.items() if name not in found.fields_in_path}
        more: dict[str, object] = {"json": rest} if found.method is Method.POST else {"params": rest}
        if content is not None:
            more = {"params": rest, "content": content}
        answer = self._client.request(found.method, API + path, headers=token, **more)  # type: ignore[arg-type]  # as httpx has them
        assert answer.status_code == 200, f"{operation}: {answer.status_code} {answer.text}"
        self.asked.add(operation)
        return answer.content if found.gives is Content else json.loads(answer.content)


def test_from_a_file_to_a_claim_that_holds_over_http(story: DeskOfStories) -> None:
    settings = replace(story.desk.settings, sender_name="Harbourlight Logistics", undo_minutes=0)
    with running(replace(story.desk, settings=settings)) as address:
        asker = Asker(address)
        walk(Company(story, asker))
    assert {"intake.add", "share.approve", "share.send", "claim.verify"} <= asker.asked
