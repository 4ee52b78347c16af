"""Replies: what a request under a key was answered with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    texts, numbers = ("org", "person", "key", "request", "owner"), ("until_at", "made_at")
    rules = [f"typeof(\"{name}\") = 'text'" for name in texts]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in numbers]
    rules.append("typeof(\"sealed\") IN ('blob', 'null')")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "replies",
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in numbers),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("org", "person", "key"),
        *([sa.CheckConstraint(" AND ".join(rules), name="ck_replies_types")] if is_sqlite else []),
    )
    op.create_index("ix_replies_org_made_at", "replies", ["org", "made_at"])


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
