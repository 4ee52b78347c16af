"""The ledger at the terminal: verify, prove, keep a checkpoint, rebuild."""

from pathlib import Path

from sqlalchemy import update

from tests.terminal import tocsin
from tocsin.ledger import note, proof
from tocsin.settings import load
from tocsin.store.database import writing
from tocsin.store.schema import entities, entries
from tocsin.wiring import engine_of


def test_a_log_that_holds_says_so_and_says_what_is_not_proven(own_home: Path) -> None:
    ran = tocsin("ledger", "verify", home=own_home)
    assert ran.code == 0
    assert "holds" in ran.out
    assert "Not proven" in ran.out


def test_a_changed_act_is_named_and_leaves_with_one(own_home: Path) -> None:
    engine = engine_of(own_home, load(own_home))
    with writing(engine) as connection:
        connection.execute(update(entries).where(entries.c.idx == 1).values(hash=bytes(32)))
    engine.dispose()
    ran = tocsin("ledger", "verify", "--json", home=own_home)
    assert ran.code == 1
    findings = ran.record["findings"]
    assert isinstance(findings, list)
    assert any("entry 1" in str(one["place"]) for one in findings)


def test_a_proof_can_be_checked_by_whoever_has_only_the_key(own_home: Path, tmp_path: Path) -> None:
    out, leaf = tmp_path / "act.tlog-proof", tmp_path / "act.json"
    assert tocsin("ledger", "prove", "1", "--out", out, "--leaf", leaf, home=own_home).code == 0
    known = tocsin("key", "show", "--json", home=own_home).record
    keys = known["keys"]
    assert isinstance(keys, list)
    opened = proof.verify(
        proof.parse(out.read_bytes()),
        leaf.read_bytes(),
        origin=str(known["origin"]),
        log=[note.parse_key(key) for key in keys],
    )
    assert opened.checkpoint.size == 3


def test_a_file_that_is_there_is_never_written_over(own_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.write_text("mine")
    assert tocsin("ledger", "prove", "1", "--out", out, home=own_home).code != 0
    assert out.read_text() == "mine"


def test_an_entry_that_is_not_there_is_refused(own_home: Path) -> None:
    ran = tocsin("ledger", "prove", "99", home=own_home)
    assert ran.code == 2
    assert "hint:" in ran.err


def test_a_kept_checkpoint_holds_the_log_to_it(own_home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(tocsin("ledger", "checkpoint", home=own_home).out)
    tocsin("case", "new", "--name", "one more", home=own_home)
    ran = tocsin("ledger", "verify", "--against", kept, "--json", home=own_home)
    assert ran.code == 0
    assert ran.record["held_to"] == 3
    growth = tocsin("ledger", "growth", "3", "--json", home=own_home).record
    assert growth["old"] == 3


def test_an_index_that_was_changed_is_found_and_rebuilt(own_home: Path) -> None:
    engine = engine_of(own_home, load(own_home))
    with writing(engine) as connection:
        connection.execute(update(entities).where(entities.c.kind == "person").values(state="retired"))
    engine.dispose()
    assert tocsin("ledger", "verify", home=own_home).code == 1
    assert tocsin("ledger", "rebuild", "--json", home=own_home).record["different"] == 1
    assert tocsin("ledger", "verify", home=own_home).code == 0
