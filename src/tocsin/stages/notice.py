"""Who would be told now, on which road, and of what. Nothing is sent here."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from msgspec import Struct

from tocsin.rules.duty import zone_of
from tocsin.rules.notice import Telling, compose, due_now, is_quiet
from tocsin.stages.desk import Desk
from tocsin.stages.promise import promises
from tocsin.vocab.notice import Notice, WebhookEnd, quiet_hours, text_of
from tocsin.vocab.promise import Promise
from tocsin.vocab.road import MailEnd


class NoticeRoad(Struct, frozen=True, kw_only=True):
    """One road that people are told on: a name for people, and a key by which it is kept, whatever stands before it."""

    name: str
    key: str
    end: MailEnd | WebhookEnd


class NoticeLine(Struct, frozen=True, kw_only=True):
    """What would be told on one road now; "" where nothing would. `not_before` is when the road is free again."""

    road: str
    end: str
    not_before: datetime | None
    failures: int
    quiet: bool
    text: str


def roads(desk: Desk) -> Iterator[NoticeRoad]:
    """The roads of the settings; none where nobody is to be told."""
    settings = desk.settings.notices
    if settings is None:
        return
    for number, mailbox in enumerate(settings.mail_to, 1):
        server = desk.settings.mail
        assert server is not None, "the settings are refused without"
        yield NoticeRoad(
            name=f"mail-{number}", key=f"mail/{_digest(mailbox)}", end=MailEnd(recipient=mailbox, server=server)
        )
    if settings.webhook:
        end = WebhookEnd(url=settings.webhook, secret_file=settings.secret_file)
        yield NoticeRoad(name="webhook", key=f"webhook/{_digest(settings.webhook)}", end=end)


def to_tell(desk: Desk, road: NoticeRoad, found: tuple[Promise, ...]) -> tuple[Telling, ...]:
    """What of these promises is to be told on a road now and was not."""
    return due_now(found, desk.notices.told(road.key), desk.clock.now())


def is_quiet_now(desk: Desk) -> bool:
    """Whether these are hours in which nobody is told, in the desk's own zone."""
    settings = desk.settings.notices
    if settings is None:
        return True
    local = desk.clock.now().astimezone(zone_of(desk.settings.time_zone))
    return is_quiet(quiet_hours(settings.quiet), local.time())


def planned(desk: Desk) -> list[NoticeLine]:
    """Every road with what would be told on it now; as nobody takes it, nothing changes by looking."""
    found, quiet, lines = promises(desk), is_quiet_now(desk), list[NoticeLine]()
    for road in roads(desk):
        stands, tellings = desk.notices.road(road.key), to_tell(desk, road, found)
        lines.append(
            NoticeLine(
                road=road.name,
                end=road.end.recipient if isinstance(road.end, MailEnd) else _host(road.end),
                not_before=stands.due if stands.due > desk.clock.now() else None,
                failures=stands.failures,
                quiet=quiet,
                text=text_of(notice_of(desk, tellings)) if tellings else "",
            )
        )
    return lines


def notice_of(desk: Desk, tellings: tuple[Telling, ...]) -> Notice:
    """One notice of everything there is to tell."""
    return compose(tellings, desk.clock.now())


def _host(end: WebhookEnd) -> str:
    """Without the path: in it there may be a token."""
    return "/".join(end.url.split("/")[:3])


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
