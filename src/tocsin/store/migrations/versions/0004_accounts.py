"""Accounts: how people sign in; and the list of cases without a sort."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the five tables and the two indexes."""
    _make(
        "sign_ins",
        texts=("person", "name", "password", "linked_by"),
        numbers=("signed_at", "linked_at"),
        key="person",
        unique="name",
    )
    _make(
        "passkeys",
        texts=("id", "person", "label"),
        numbers=("uses", "made_at", "used_at"),
        blobs=("credential", "key"),
        key="id",
        unique="credential",
    )
    _make(
        "sessions",
        texts=("id", "digest", "person", "agent", "how"),
        numbers=("made_at", "seen_at"),
        key="id",
        unique="digest",
    )
    _make("sign_in_links", texts=("digest", "person"), numbers=("until_at",), key="digest")
    _make(
        "person_tokens",
        texts=("id", "digest", "person", "reach", "label"),
        numbers=("made_at", "until_at", "used_at"),
        key="id",
        unique="digest",
    )
    is_case = sa.text("kind = 'case'")
    for name, columns in (
        ("ix_entities_cases", ["org", "at", "id"]),
        ("ix_entities_cases_of_class", ["org", "state", "at", "id"]),
    ):
        op.create_index(name, "entities", columns, sqlite_where=is_case, postgresql_where=is_case)


def _make(
    table: str,
    *,
    texts: tuple[str, ...],
    numbers: tuple[str, ...],
    key: str,
    blobs: tuple[str, ...] = (),
    unique: str = "",
) -> None:
    rules = [f"typeof(\"{name}\") = 'text'" for name in ("org", *texts)]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in numbers]
    rules += [f"typeof(\"{name}\") IN ('blob', 'null')" for name in blobs]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        table,
        *(sa.Column(name, sa.Text, nullable=False) for name in ("org", *texts)),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in numbers),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in blobs),
        sa.PrimaryKeyConstraint("org", key),
        *([sa.UniqueConstraint("org", unique, name=f"uq_{table}_org_{unique}")] if unique else []),
        *([sa.CheckConstraint(" AND ".join(rules), name=f"ck_{table}_types")] if is_sqlite else []),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise RuntimeError("an older version cannot read this home; restore a backup made with it")
