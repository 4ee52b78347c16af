"""Times made coarse: the hour, day, week or month in which it was.

An exact moment can be joined with somebody else's logs, and then says who it was. Only what is asked to be coarse is:
many recipients need the moment to search theirs.
"""

import re
from datetime import date, datetime, timedelta

from tocsin.vocab.coarse import MOMENT, Coarse


def coarse(moment: datetime, to: Coarse) -> datetime:
    """The beginning of the hour, day, week (a Monday, ISO 8601) or month of a moment, in its own zone."""
    match to:
        case Coarse.EXACT:
            return moment
        case Coarse.HOUR:
            return moment.replace(minute=0, second=0, microsecond=0)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    match to:
        case Coarse.WEEK:
            return day - timedelta(days=day.weekday())
        case Coarse.MONTH:
            return day.replace(day=1)
        case Coarse.DAY:
            return day


def coarse_text(text: str, to: Coarse) -> str:
    """The text with its moments made coarse. A day that stands alone stays: it is what its author chose to say."""
    if to is Coarse.EXACT:
        return text
    return MOMENT.sub(lambda found: _said(found, to), text)


def _said(found: re.Match[str], to: Coarse) -> str:
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:  # the 31st of June is no moment
        return found.group()
    zone = found["zone"] or ""
    match to:
        case Coarse.EXACT:
            return found.group()
        case Coarse.HOUR:
            return f"{day}{found['gap']}{found['hour']}:00{zone}"
        case Coarse.DAY:
            return f"{day}"
        case Coarse.WEEK:
            return f"the week of {day - timedelta(days=day.weekday())}"
        case Coarse.MONTH:
            return f"{day:%Y-%m}"
