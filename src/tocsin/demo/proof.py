"""The last chapter so far: the record verified, a changed byte found."""

import shutil
import tempfile
from pathlib import Path

from sqlalchemy import select

from tocsin.settings import load
from tocsin.stages.custody import verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import LIMIT_OF_PROOF, verify
from tocsin.store.database import writing
from tocsin.store.schema import entries
from tocsin.wiring import engine_of, open_desk


def chapter_of_proof(desk: Desk) -> list[str]:
    """What verifying found here, and in a copy with one byte changed."""
    found = verify(desk)
    checked = list(verify_evidence(desk, None))
    broken = [one for one in checked if one.verdict == "broken"]
    return [
        f"{found.entries} acts: the log {'holds' if found.holds else 'DOES NOT HOLD'}; "
        f"{len(checked)} things in the vault were read and compared, {len(broken)} are broken.",
        f"In a copy of this home one byte of one act was changed. {changed_byte(desk)}",
        LIMIT_OF_PROOF,
    ]


def changed_byte(desk: Desk) -> str:
    """Copy the home, change one byte of one act there, verify the copy, and say what was found."""
    with tempfile.TemporaryDirectory(prefix="tocsin-copy-") as folder:
        copy = Path(folder) / "home"
        shutil.copytree(desk.home, copy)
        engine = engine_of(copy, load(copy))
        with writing(engine) as connection:
            row = connection.execute(select(entries.c.idx, entries.c.leaf).order_by(entries.c.idx).offset(7)).first()
            assert row is not None
            changed = row.leaf.replace(b'"v":1', b'"v":2', 1)
            connection.execute(entries.update().where(entries.c.idx == row.idx).values(leaf=changed))
        engine.dispose()
        with open_desk(copy) as other:
            found = verify(other, with_index=False)
    return " ".join(f"Found at {one.place}: {one.what}." for one in found.findings[:1]) or "IT WAS NOT FOUND."
