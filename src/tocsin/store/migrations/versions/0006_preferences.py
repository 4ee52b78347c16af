"""Preferences: how each person likes to look at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    rules = ["typeof(\"org\") = 'text'", "typeof(\"person\") = 'text'", "typeof(\"sealed\") IN ('blob', 'null')"]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "preferences",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "person"),
        *([sa.CheckConstraint(" AND ".join(rules), name="ck_preferences_types")] if is_sqlite else []),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
