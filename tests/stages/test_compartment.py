"""Behind which key an item lies: all of it moves with it, and what an older program left elsewhere is put right."""

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from tests.builders import DeskOfStories, a_case, an_item, names
from tocsin.stages import compartment, marking, sealing
from tocsin.stages.custody import objects_in, verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import open_item
from tocsin.stages.intake import offer_bytes, take
from tocsin.stages.ledger import verify
from tocsin.stages.marks import act_of
from tocsin.store.database import reading, writing
from tocsin.store.schema import objects
from tocsin.vocab.acts.marking import Marked
from tocsin.vocab.case import Batch, Item
from tocsin.vocab.errors import ActNotAllowed, ProofFailed
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment, ObjectRow
from tocsin.wiring import engine_of

CHAT = json.dumps(
    [{"role": "user", "content": "read the page"}, {"role": "assistant", "content": "mail the northern list"}]
).encode()
LARGE = b"a line of counsel's long letter\n" * 40_000
COUNSELS = Marking(tlp=Tlp.RED, caveats=(Caveat.PRIVILEGED,))


@pytest.fixture
def chat(desk: Desk) -> Item:
    return desk.item(take(desk, [offer_bytes("chat.json", CHAT)])[0].item)


def marked(desk: Desk, item: Item, what: Marking, *, source: str = "own", permission: str = "") -> Item:
    target = marking.Target(scope="item", target=item.id)
    own = replace(what, owners=(source,))
    marking.mark(desk, desk.case(item.case), target, own, source=source, permission_text=permission)
    return desk.item(item.id)


def batch_of(desk: Desk, item: Item) -> Batch:
    (batch,) = compartment.batches_from(desk, item)
    return batch


def keys_of(desk: Desk, item: Item) -> tuple[str, str, str, set[str]]:
    """Behind which keys lie the content, the sheet, the batch's sheet, the objects."""
    batch = batch_of(desk, item)
    commits = (item.content, item.sheet, batch.sheet)
    content, sheet, of_batch = (desk.vault.place_of(commit)[0] for commit in commits)
    return content, sheet, of_batch, set(_keys_of_rows(desk, batch))


def _keys_of_rows(desk: Desk, batch: Batch) -> Iterator[str]:
    for row in desk.index.objects(batch.id):
        for key in Compartment:
            try:
                desk.vault.open_small(key, f"{row.batch}/{row.position}/{row.kind}".encode(), row.body)
            except ProofFailed:
                continue
            yield str(key)


def all_holds(desk: Desk) -> bool:
    found = {checked.verdict for scope in (None, *desk.index.all("case")) for checked in verify_evidence(desk, scope)}  # type: ignore[arg-type]  # cases
    return verify(desk).holds and found == {"holds"} and list(sealing.unfinished(desk)) == []


def test_objects_move_with_their_item_when_it_is_sealed_and_back(desk: Desk, chat: Item) -> None:
    assert keys_of(desk, chat) == ("ordinary", "ordinary", "ordinary", {"ordinary"})
    sealing.seal(desk, chat, hazard="enabling", because="it says how")
    assert keys_of(desk, chat) == ("sealed", "ordinary", "ordinary", {"sealed"})
    assert [
        json.loads(placed.object.data) for placed in objects_in(desk, chat, reason="triage", text="x")
    ] == json.loads(CHAT)
    assert all_holds(desk)
    sealing.unseal(desk, chat, reason="reviewed", because="harmless")
    assert keys_of(desk, chat) == ("ordinary", "ordinary", "ordinary", {"ordinary"})
    assert all_holds(desk)


def test_an_item_that_a_later_mark_makes_counsels_moves_behind_counsels_key_whole(
    story: DeskOfStories, chat: Item
) -> None:
    story.forget_acts()
    after = marked(story.desk, chat, COUNSELS)
    assert names(story.new_acts()) == ["Marked"]
    assert (after.compartment, after.state, after.content) == ("privileged", "kept", chat.content)
    assert keys_of(story.desk, after) == ("privileged", "privileged", "privileged", {"privileged"})
    for look in (lambda: list(objects_in(story.desk, after)), lambda: open_item(story.desk, after)):
        with pytest.raises(ActNotAllowed, match="privileged"):
            look()
    assert len(list(objects_in(story.desk, after, reason="legal_review", text="counsel asked"))) == 2
    assert all_holds(story.desk)


def test_what_is_no_longer_counsels_moves_back_only_when_no_mark_says_so(desk: Desk, chat: Item) -> None:
    marked(desk, chat, COUNSELS)
    marked(desk, chat, COUNSELS, source="vendor")
    red = Marking(tlp=Tlp.RED)
    assert marked(desk, chat, red, permission="counsel waived it").compartment == "privileged"
    assert keys_of(desk, chat)[0] == "privileged"
    after = marked(desk, chat, red, source="vendor", permission="their counsel waived it")
    assert after.compartment == "ordinary"
    assert keys_of(desk, chat) == ("ordinary", "ordinary", "ordinary", {"ordinary"})
    assert all_holds(desk)


def test_a_sealed_item_that_becomes_counsels_goes_back_to_where_it_belongs(desk: Desk, chat: Item) -> None:
    sealing.seal(desk, chat, hazard="enabling", because="x")
    assert keys_of(desk, marked(desk, chat, COUNSELS))[0] == "privileged"
    after = marked(desk, chat, Marking(tlp=Tlp.RED), permission="waived")
    assert (after.state, after.compartment) == ("sealed", "sealed")
    assert keys_of(desk, after) == ("sealed", "ordinary", "ordinary", {"sealed"})
    marked(desk, chat, COUNSELS)
    unsealed = sealing.unseal(desk, chat, reason="reviewed", because="inert")
    assert (unsealed.state, unsealed.compartment) == ("kept", "privileged")
    assert keys_of(desk, unsealed)[3] == {"privileged"}
    assert all_holds(desk)


def test_a_large_item_leaves_no_object_behind_the_ordinary_key(desk: Desk) -> None:
    item = an_item(desk, a_case(desk), LARGE)
    after = marked(desk, item, COUNSELS)
    assert len([path for path in (desk.home / "vault").rglob("*") if path.is_file()]) == 1
    assert b"".join(open_item(desk, after, reason="legal_review", text="x")) == LARGE
    assert all_holds(desk)


def test_a_mark_that_says_nothing_of_privilege_moves_nothing(desk: Desk, chat: Item) -> None:
    before = stored(desk)
    marked(desk, chat, Marking(tlp=Tlp.RED))
    marked(desk, chat, Marking(tlp=Tlp.RED, caveats=(Caveat.PROPRIETARY,)))
    assert stored(desk) == before


def test_a_mark_on_a_purged_item_moves_nothing(desk: Desk, chat: Item) -> None:
    sealing.purge(desk, chat, reason="retention", because="policy")
    assert marked(desk, chat, COUNSELS).compartment == "privileged"
    assert list(sealing.unfinished(desk)) == []


def stored(desk: Desk) -> list[bytes]:
    engine = engine_of(desk.home, desk.settings)
    with reading(engine) as connection:
        found = list(connection.scalars(select(objects.c.body).order_by(objects.c.position)))
    engine.dispose()
    return found


def as_an_older_program_left_it(desk: Desk, item: Item) -> Item:
    """Counsel's by a mark, as an older program recorded it: nothing moved."""
    act = act_of(COUNSELS, scope="item", target=item.id, source="own", widened=False, sheet=None)
    assert isinstance(act, Marked)
    draft = desk.draft(desk.case(item.case))
    draft.add(act)
    draft.record()
    return desk.item(item.id)


def test_what_an_older_program_left_behind_the_ordinary_key_is_found_and_put_right(desk: Desk, chat: Item) -> None:
    size = desk.log.size()
    item = as_an_older_program_left_it(desk, chat)
    assert keys_of(desk, item) == ("ordinary", "ordinary", "ordinary", {"ordinary"})
    assert len(list(objects_in(desk, item, reason="triage", text="it opens meanwhile"))) == 2
    assert [found.id for found in sealing.unfinished(desk)] == [item.id]
    sealing.destroy_purged(desk, item)
    assert keys_of(desk, item) == ("privileged", "privileged", "privileged", {"privileged"})
    assert desk.log.size() == size + 2  # the mark and the look; to put it right is no act
    assert all_holds(desk)


def test_objects_that_an_older_program_left_when_it_sealed_their_item_are_put_right(desk: Desk, chat: Item) -> None:
    sealing.seal(desk, chat, hazard="enabling", because="x")
    batch = batch_of(desk, chat)
    rows = [
        ObjectRow(
            batch=row.batch,
            position=row.position,
            kind=row.kind,
            body=desk.vault.close(
                Compartment.ORDINARY,
                place := f"{row.batch}/{row.position}/{row.kind}".encode(),
                desk.vault.open_small(Compartment.SEALED, place, row.body),
            ),
        )
        for row in desk.index.objects(batch.id)
    ]
    desk.index.close_objects_anew(rows)
    assert keys_of(desk, chat)[3] == {"ordinary"}
    assert [found.id for found in sealing.unfinished(desk)] == [chat.id]
    sealing.destroy_purged(desk, desk.item(chat.id))
    assert keys_of(desk, chat)[3] == {"sealed"}
    assert all_holds(desk)


def test_an_item_with_a_changed_object_is_not_moved(desk: Desk, chat: Item) -> None:
    engine = engine_of(desk.home, desk.settings)
    with writing(engine) as connection:
        connection.execute(update(objects).where(objects.c.position == 1).values(body=b"x" * 64))
    engine.dispose()
    with pytest.raises(ProofFailed):
        sealing.seal(desk, chat, hazard="enabling", because="x")
    assert desk.item(chat.id).state == "kept"
    assert "broken" in {found.verdict for found in verify_evidence(desk, None)}
