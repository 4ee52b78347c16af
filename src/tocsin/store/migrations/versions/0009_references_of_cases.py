"""The references of cases: what waits is found without reading every case."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ENTITIES = sa.table("entities", *(sa.column(name) for name in ("org", "kind", "id", "ref", "body")))
OWN = tuple(ENTITIES.c[name] == sa.bindparam(f"of_{name}") for name in ("org", "kind", "id"))


def upgrade() -> None:
    """Give every case its reference, from its body."""
    connection = op.get_bind()
    is_case = ENTITIES.c.kind == "case"
    found = connection.execute(sa.select(ENTITIES.c.org, ENTITIES.c.id, ENTITIES.c.body).where(is_case))
    rows = list[dict[str, str]]()
    for org, identifier, body in found:
        try:
            given = reference_of(json.loads(bytes(body)))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # no case any more: verifying the ledger says so, and rebuilding its index mends it
        rows.append({"of_org": org, "of_kind": "case", "of_id": identifier, "given": given})
    if rows:
        connection.execute(sa.update(ENTITIES).where(*OWN).values(ref=sa.bindparam("given")), rows)


def reference_of(case: dict[str, Any]) -> str:
    """As this step wrote it; a later one may write it anew."""
    is_open = case.get("closed_at") is None
    owes = (
        case.get("block") is not None
        or bool(case.get("open_items"))
        or any(clock["answer"] == "yes" for clock in case.get("duties", {}).values())
        or (is_open and any(part.get("decided_at") for part in case.get("parties", {}).values()))
    )
    begin = "case:owes:" if owes else "case:rests:"
    if not is_open:
        return f"{begin}closed:"
    changed = (datetime.fromisoformat(case["changed_at"]) - EPOCH) // timedelta(microseconds=1)
    return f"{begin}open:{case.get('assigned') or case['opened_by']}:{changed:017d}"


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
