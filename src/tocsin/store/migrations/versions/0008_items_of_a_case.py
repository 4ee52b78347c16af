"""The items of a case in their order: a page is found without sorting all."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IS_ITEM = sa.text("kind = 'item'")


def upgrade() -> None:
    """Make the index."""
    columns = ["org", "stream", "at", "id"]
    op.create_index("ix_entities_items", "entities", columns, sqlite_where=IS_ITEM, postgresql_where=IS_ITEM)


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
