"""A real claim, made through the stages: whoever changes, drops or doubles any one byte of it makes it fail.

Every byte with `make endure` (TOCSIN_ENDURE=1), some of them in an ordinary run. Each is changed in each of its eight
bits; in the signature, the one part that nothing signs, it gets each of the 255 other values.
"""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import chain

import pytest

from tests.builders import DeskOfStories, story, template_home
from tests.endure.place import THOROUGH
from tests.shares import VICTIM, Stage
from tocsin.ledger.claim import Period
from tocsin.stages.claim import Asked, claim_of
from tocsin.stages.feedback import Said, receive, record_effect
from tocsin.stages.packaging import write_documents
from tocsin.stages.recall import withdraw
from tocsin.stages.release import Approving, approve, binding
from tocsin.verifier.claim import verify

__all__ = ["story", "template_home"]

STEP = 1 if THOROUGH else 97
CHUNK = 250  # bytes for one task: some seconds
Change = tuple[int, bytes]  # a place, and what stands there instead of its byte


@pytest.fixture
def claim(story: DeskOfStories) -> bytes:
    """A claim of what was shared, acknowledged, had an effect and was taken back: each kind of record of ours."""
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    mira, party = stage.team(), stage.party("Northern Adopter", "adopter")
    share = stage.delivered(party, by=mira)
    answer = receive(stage.desk, share, Said(party=party, kind="affected", text="We see it too."))
    record_effect(
        stage.desk, stage.now(), kind="mitigation", because_of=(answer.id,), on=date(2026, 3, 24), text="A rule."
    )
    taken_back = write_documents(stage.desk, withdraw(stage.desk, share, why="it was not true"))
    approve(mira, taken_back, Approving(digest=binding(mira, taken_back)))
    stage.arrived(*stage.sent(taken_back))
    march = Period(first="2026-03-01T00:00:00Z", last="2026-04-01T00:00:00Z")
    made = claim_of(stage.desk, [stage.now()], Asked(show=frozenset({"recipient"}), period=march))
    assert VICTIM.encode() not in made
    found = verify(made)
    assert found["verdict"] == "SELF-LOGGED"
    (said,) = found["statement"]["shares"]
    assert said["recipient"] == "Northern Adopter"
    assert said["effect"] != "not shown"
    assert said["recalled"]
    assert said["transport"] == ["sending", "sent", "acknowledged"]
    return made


def test_any_one_changed_dropped_or_doubled_byte_of_a_real_claim_makes_it_fail(claim: bytes) -> None:
    began, places = time.monotonic(), range(0, len(claim), STEP)
    chunks = [places[at : at + CHUNK] for at in range(0, len(places), CHUNK)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(partial(passing, claim), chunks))
    tried, passed = sum(count for count, _ in results), list(chain.from_iterable(one for _, one in results))
    assert passed == [], f"{len(passed)} changes were not noticed"
    print(  # noqa: T201 -- the figures, shown by `make endure`
        f"\na claim of {len(claim):,} bytes: {tried:,} changes of {len(places):,} of them, each FAILED; "
        f"{time.monotonic() - began:.0f} s"
    )
    assert tried >= 10 * len(places)


def passing(claim: bytes, places: Sequence[int]) -> tuple[int, list[Change]]:
    """How many changes were tried at these places, and those after which the claim does not fail, or says something."""
    tried, passed = 0, list[Change]()
    for place in places:
        for instead in changes_at(claim, place):
            tried += 1
            found = verify(claim[:place] + instead + claim[place + 1 :])
            if (found["verdict"], found["statement"]) != ("FAILED", None):
                passed.append((place, instead))
    return tried, passed


def changes_at(claim: bytes, place: int) -> Iterator[bytes]:
    """What may stand instead of the byte at this place."""
    byte, head = claim[place], claim.index(b'"signature":"')
    if head <= place < claim.index(b'"', head + len(b'"signature":"')):
        yield from (bytes([other]) for other in range(256) if other != byte)
    else:
        yield from (bytes([byte ^ 1 << bit]) for bit in range(8))
    yield b""
    yield bytes([byte, byte])
