"""In which lane an act stands, and what is drawn together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from tocsin.vocab.act import Act
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.feedback import OURS
from tocsin.vocab.timeline import Cell, Column, Happening, Kinds, Lane

MOST_COLUMNS = 36  # they fit on a screen
TOGETHER = timedelta(seconds=1)  # what follows that quickly was done in one go
AHEAD = timedelta(minutes=5)  # a clock that is no further ahead of ours is not worth a word

_BESIDE = (m.DutyAnswered, m.RecordLinked, m.NoteOpened)  # duties and other records stand apart
_TOLD_US = (i.ReportReceived,)
_CAME_BACK = (i.ReporterReplied, f.ReceiptKept, f.AfterReceiptNoted, f.EffectRecorded)
_THEIRS = frozenset({DeliveryState.COLLECTED, DeliveryState.ACKNOWLEDGED, DeliveryState.BOUNCED})


def lane_of(act: Act) -> Lane | None:
    """Whose doing an act records; None for what stands beside the case and not in it."""
    match act:
        case _ if isinstance(act, _BESIDE):
            return None
        case _ if isinstance(act, _TOLD_US):
            return Lane.OUTSIDE
        case _ if isinstance(act, _CAME_BACK):
            return Lane.BACK
        case f.FeedbackReceived():
            return Lane.HERE if act.kind in OURS else Lane.BACK
        case d.DeliveryMoved():
            return Lane.BACK if act.state in _THEIRS else Lane.HERE
        case _:
            return Lane.HERE


def moment_said(text: str) -> datetime | None:
    """The moment that a document says, in UTC; None where it does not say which moment of the world it means.

    Read as ISO 8601, else as a mail's date (RFC 5322, section 3.3), where -0000 says that the zone is not known.
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            return found.astimezone(UTC) if found.tzinfo is not None else None
        except (ValueError, OverflowError):
            continue
    return None


def is_ahead(said: datetime, kept: datetime) -> bool:
    """Whether something says that it happened after we had it: one of the two clocks is wrong."""
    return said > kept + AHEAD


def columns(happenings: Iterable[Happening]) -> tuple[Column, ...]:
    """What happened, cut at its longest silences into no more columns than can be read; nothing is left out."""
    ordered = sorted(happenings, key=lambda one: one.at)
    gaps = [after.at - before.at for before, after in pairwise(ordered)]
    longest = sorted((place for place, gap in enumerate(gaps) if gap > TOGETHER), key=lambda place: -gaps[place])
    cuts = [place + 1 for place in sorted(longest[: MOST_COLUMNS - 1])]
    parts = [ordered[start:end] for start, end in pairwise((0, *cuts, len(ordered))) if end > start]
    made, before = list[Column](), None
    for part in parts:
        quiet = timedelta(0) if before is None else part[0].at - before
        made.append(_column(part, quiet))
        before = part[-1].at
    return tuple(made)


def _column(part: Sequence[Happening], quiet: timedelta) -> Column:
    lanes = ((lane, [one for one in part if one.lane is lane]) for lane in Lane)
    return Column(
        at=part[0].at,
        until=part[-1].at,
        quiet_s=int(quiet.total_seconds()),
        cells=tuple(_cell(lane, some) for lane, some in lanes if some),
    )


def _cell(lane: Lane, some: Sequence[Happening]) -> Cell:
    kinds = Counter(one.what for one in some).most_common()
    return Cell(
        lane=lane,
        count=len(some),
        at=some[0].at,
        until=some[-1].at,
        kinds=tuple(Kinds(what=what, count=count) for what, count in kinds),
        only=some[0] if len(some) == 1 else None,
    )
