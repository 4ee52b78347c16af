"""Identities: who somebody is at an identity provider."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    texts, numbers = ("org", "id", "person", "issuer", "subject"), ("made_at", "used_at")
    rules = [f"typeof(\"{name}\") = 'text'" for name in texts]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in numbers]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "identities",
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in numbers),
        sa.PrimaryKeyConstraint("org", "id"),
        sa.UniqueConstraint("org", "subject", name="uq_identities_org_subject"),
        *([sa.CheckConstraint(" AND ".join(rules), name="ck_identities_types")] if is_sqlite else []),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
