"""How exactly a time leaves, and moments as texts say them."""

import re
from enum import StrEnum


class Coarse(StrEnum):
    """How exactly a time leaves."""

    EXACT = "exact"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


# Moments as programs write them (RFC 3339, section 5.6; ISO 8601 with a space), with or without seconds and zone.
MOMENT = re.compile(
    r"(?<![0-9])(?P<day>(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?P<gap>[Tt ])(?P<hour>[01][0-9]|2[0-3]):(?P<minutes>[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?)"
    r"(?P<zone> ?(?:[Zz](?![A-Za-z])|UTC\b|[+-][0-9]{2}:?[0-9]{2}))?"
)


def moments_in(text: str) -> int:
    """How many moments a text says, to the minute or more exactly; whole hours and days are none."""
    return sum(1 for found in MOMENT.finditer(text) if found["minutes"].strip("0:.,"))
