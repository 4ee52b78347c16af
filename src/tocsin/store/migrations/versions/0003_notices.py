"""Notices: what was told to people when, and who tells them now."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    _make("notice_roads", texts=("road", "owner"), numbers=("until", "due", "failures"), key=("org", "road"))
    _make("noticed", texts=("road", "telling"), numbers=("at",), key=("org", "road", "telling"))


def _make(table: str, *, texts: tuple[str, ...], numbers: tuple[str, ...], key: tuple[str, ...]) -> None:
    rules = [f"typeof(\"{name}\") = 'text'" for name in ("org", *texts)]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in numbers]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        table,
        *(sa.Column(name, sa.Text, nullable=False) for name in ("org", *texts)),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in numbers),
        sa.PrimaryKeyConstraint(*key),
        *([sa.CheckConstraint(" AND ".join(rules), name=f"ck_{table}_types")] if is_sqlite else []),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
