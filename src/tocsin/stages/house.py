"""The desks of one home: one for each organization, and no way between.

Whoever answers several organizations at one door takes the desk of the one that was shown, and hands on that desk
alone: a stage never sees a house.
"""

from collections.abc import Callable

from msgspec import Struct

from tocsin.stages.desk import Desk


class House(Struct, frozen=True, kw_only=True):
    """A home that is open. `own` is the desk of the organization that its settings name."""

    own: Desk
    orgs: Callable[[], tuple[str, ...]]
    desk_of: Callable[[str], Desk | None]  # None for an organization that is not of this home


def house_of(desk: Desk) -> House:
    """A house of one organization."""
    return House(own=desk, orgs=lambda: (desk.org,), desk_of=lambda org: desk if org == desk.org else None)
