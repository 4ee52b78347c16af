"""Deliveries: the table of leases, and a small index over those that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WAITING = "kind = 'delivery' AND state IN ('queued', 'sending', 'failed')"


def upgrade() -> None:
    """Make them."""
    rules = [f"typeof(\"{name}\") = 'text'" for name in ("org", "delivery", "owner")]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in ("until", "due")]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "leases",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("org", "delivery"),
        *([sa.CheckConstraint(" AND ".join(rules), name="ck_leases_types")] if is_sqlite else []),
    )
    op.create_index(
        "ix_entities_waiting",
        "entities",
        ["org", "at", "id"],
        sqlite_where=sa.text(_WAITING),
        postgresql_where=sa.text(_WAITING),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
