"""Which cases wait, and whose: answered by the index alone.

No case is read here and none decrypted: everything is found by the references of the cases (vocab/case_ref), in the
order in which the index keeps them. What is found and counted costs, not how many cases there are.
"""

import heapq
from collections.abc import Iterable

from sqlalchemy import Connection, Engine, bindparam, func, select

from tocsin.store.compiled import Compiled
from tocsin.store.database import at_the_border, reading
from tocsin.store.schema import entities
from tocsin.vocab.case_ref import OWING, group_of, groups_of, moment_of, open_groups

_END = "\x7f"  # behind every sign of a reference
# The references of cases begin as no other does: the index over references answers without asking for the kind.
_WITHIN = (
    entities.c.org == bindparam("of"),
    entities.c.ref >= bindparam("begin"),
    entities.c.ref < bindparam("end"),
)
_LAST = Compiled(select(func.max(entities.c.ref)).where(*_WITHIN))
_SOME = select(entities.c.ref).where(*_WITHIN).limit(bindparam("most")).subquery()
_COUNT = select(func.count()).select_from(_SOME)
_IDS = select(entities.c.id).where(*_WITHIN).order_by(entities.c.ref, entities.c.id)
_NEWEST = select(entities.c.ref, entities.c.id).where(*_WITHIN).order_by(entities.c.ref.desc(), entities.c.id)


class CaseGroups:
    """The cases of one organization, by whether anything of them may be owed and by who answers for them."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org

    def owing(self) -> list[str]:
        """The cases, open or closed, of which anything may be owed; no promise of a case comes of any other."""
        with at_the_border(), reading(self._engine) as connection:
            return list(connection.scalars(_IDS, self._within(OWING)))

    def count_open(self, who: str | None = None, *, most: int) -> int:
        """How many cases are open, and no further than `most`; with a person, how many that person answers for."""
        count = 0
        with at_the_border(), reading(self._engine) as connection:
            for group in open_groups() if who is None else groups_of(who):
                count += connection.scalar(_COUNT, {**self._within(group), "most": most - count}) or 0
        return count

    def answering(self) -> dict[str, int]:
        """Everybody who answers for an open case, with the moment at which the last of theirs was changed."""
        newest: dict[str, int] = {}
        with at_the_border(), reading(self._engine) as connection:
            for opens in open_groups():
                ref = self._last(connection, opens, opens + _END)
                while ref is not None:
                    group = group_of(ref)
                    who = group[len(opens) : -1]
                    newest[who] = max(newest.get(who, 0), moment_of(ref))
                    ref = self._last(connection, opens, group)  # whatever stands before the whole group
        return newest

    def newest(self, whose: Iterable[str], most: int) -> list[str]:
        """The open cases that these people answer for: those first that were changed last, at most so many."""
        groups = [group for who in whose for group in groups_of(who)]
        found = list[tuple[int, str]]()
        with at_the_border(), reading(self._engine) as connection:
            for group in groups:
                rows = connection.execute(_NEWEST.limit(most), self._within(group))
                found += [(-moment_of(row.ref), row.id) for row in rows]
        return [identifier for _, identifier in heapq.nsmallest(most, found)]

    def _last(self, connection: Connection, begin: str, end: str) -> str | None:
        row = _LAST.row(connection, {"of": self._org, "begin": begin, "end": end})
        return None if row is None else row[0]

    def _within(self, begin: str) -> dict[str, str]:
        return {"of": self._org, "begin": begin, "end": begin + _END}
