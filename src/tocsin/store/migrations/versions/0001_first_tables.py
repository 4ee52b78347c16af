"""The first tables: meta, heads, entries, nodes, seals, entities, objects."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        *_typed("meta", text="key value"),
    )
    op.create_table(
        "heads",
        sa.Column("org", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("edge", sa.LargeBinary, nullable=False),
        sa.Column("checkpoint", sa.Text, nullable=False),
        *_typed("heads", text="org checkpoint", integer="size", blob="edge"),
    )
    op.create_table(
        "entries",
        sa.Column("org", sa.Text, sa.ForeignKey("heads.org"), nullable=False),
        sa.Column("idx", sa.BigInteger, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "idx"),
        sa.UniqueConstraint("org", "stream", "seq", name="uq_entries_org_stream_seq"),
        *_typed("entries", text="org stream", integer="idx seq", blob="leaf hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "nodes",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("idx", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "level", "idx"),
        *_typed("nodes", text="org", integer="level idx", blob="hash"),
    )
    _content()


def _content() -> None:
    op.create_table(
        "seals",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("commit", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("compartment", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("org", "commit"),
        *_typed("seals", text="org commit compartment name", integer="size_bytes", blob="salt content"),
    )
    op.create_index("ix_seals_org_name", "seals", ["org", "name"])
    op.create_table(
        "entities",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "kind", "id"),
        *_typed("entities", text="org kind id stream state at ref", blob="body"),
    )
    op.create_index("ix_entities_org_stream_kind_id", "entities", ["org", "stream", "kind", "id"])
    op.create_index("ix_entities_org_ref", "entities", ["org", "ref"])
    op.create_table(
        "objects",
        sa.Column("org", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "batch", "position"),
        *_typed("objects", text="org batch kind", integer="position", blob="body"),
    )


def _typed(table: str, text: str, integer: str = "", blob: str = "") -> list[sa.CheckConstraint]:
    if op.get_bind().dialect.name != "sqlite":
        return []
    rules = [f"typeof(\"{name}\") = 'text'" for name in text.split()]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in integer.split()]
    rules += [f"typeof(\"{name}\") IN ('blob', 'null')" for name in blob.split()]
    return [sa.CheckConstraint(" AND ".join(rules), name=f"ck_{table}_types")]


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
