"""`add` and `search`: what comes in, and finding it again."""

import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json, is_terminal
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.cli.door import Door
    from tocsin.operations.intake import HandedIn
    from tocsin.stages.reception import Arrival
    from tocsin.stages.understanding import Offer, Taken


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("add", epilog="Example: tocsin add evidence/ --name 'Agent sent mail to a stranger'")(add)
    app.command("search", epilog="Example: tocsin search litellm")(search)


def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files or folders; `-` reads standard input.")],
    case: Annotated[str | None, typer.Option(help="Join this case: its name or id.")] = None,
    wanted: Annotated[str, typer.Option("--format", help="Read as this format instead of recognising it.")] = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be understood and what not.")] = False,
    name: Annotated[str, typer.Option(help="The plain-language name of a new case.")] = "",
    template: Annotated[str | None, typer.Option(help="Start a new case from this template.")] = None,
    exercise: Annotated[bool, typer.Option(help="A practice case: it can never reach a real channel.")] = False,
    reporter: Annotated[str, typer.Option(help="Who reports it.")] = "",
    contact: Annotated[str, typer.Option(help="How to reach the reporter.")] = "",
    anonymous: Annotated[bool, typer.Option(help="Keep no name; the receipt still works.")] = False,
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take in reports and evidence of any known format; open a case or join one.

    With --desk each file goes up as it is, one after the other, and all of them join the case of the first.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.operations.intake import HandedIn

    offers = offers_of(files)
    with door_of(home, there) as door:
        if dry_run:
            _show_taken([_looked_at(door, offer, wanted) for offer in offers], as_json)
            return
        handed = HandedIn(
            file_name="",
            format=wanted,
            case="" if case is None else meant(door, "case", case),
            name=name,
            template=template or "",
            exercise=exercise,
            reporter=reporter,
            contact=contact,
            anonymous=anonymous,
        )
        with _progress(len(offers), as_json) as tick:
            arrival = hand_in(door, offers, handed, tick)
        _show_arrival(door, arrival, as_json)
    if arrival.case is None:
        raise typer.Exit(1)


def search(
    text: Annotated[str, typer.Argument(help="Words to look for in names, titles and notes.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Find cases by what their names, reports and items say."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import case_cell, tell_table
    from tocsin.operations.search import Sought, find

    with door_of(home, there) as door:
        found = door.ask(find, Sought(text=text))
    rows = ((case_cell(hit.case, hit.exercise), hit.event_class, hit.kind, hit.where, hit.snippet) for hit in found)
    columns = ("case", "class (preliminary)", "in", "id", "text")
    tell_table(found, columns, rows, as_json, empty="nothing found; try a shorter word")


def hand_in(door: "Door", offers: "list[Offer]", handed: "HandedIn", tick: "Callable[[Taken], None]") -> "Arrival":
    """Files handed in together. Here they are one step; a desk elsewhere is given one after the other."""
    from msgspec.structs import replace

    from tocsin.cli.door import Here
    from tocsin.operations import intake as operations
    from tocsin.stages.reception import Arrival

    if isinstance(door, Here):
        return operations.receive_all(door.desk, handed, offers, tick)
    taken: list[Taken] = []
    found, near = Arrival(taken=(), case=None, verdict=None), dict[str, None]()
    for offer in offers:
        if offer.why_not:
            came = replace(found, taken=(_declined(offer),))
        else:
            one = replace(handed, file_name=offer.name, case=found.case.id if found.case else handed.case)
            with offer.open() as content:
                came = door.hand_in(operations.add, one, content)
            found = found if came.case is None else came
        taken += came.taken
        near |= dict.fromkeys(came.near)
        tick(came.taken[0])
    return replace(found, taken=tuple(taken), near=tuple(near))


def _looked_at(door: "Door", offer: "Offer", wanted: str) -> "Taken":
    from tocsin.operations.intake import LookedAt, look

    if offer.why_not:
        return _declined(offer)
    with offer.open() as content:
        return door.hand_in(look, LookedAt(file_name=offer.name, format=wanted), content)


def _declined(offer: "Offer") -> "Taken":
    from tocsin.stages.understanding import Taken

    return Taken(name=offer.name, outcome="declined", why=offer.why_not)


def offers_of(names: list[str]) -> "list[Offer]":
    """What lies behind names and folders, in a stable order.

    In a folder links are not followed, for they may lead out of it. What cannot be read is offered with the reason, so
    that it is listed as declined and not left out in silence.
    """
    from tocsin.stages.intake import offer_bytes
    from tocsin.vocab.errors import BadInput, TooMuch
    from tocsin.vocab.limits import LIMITS

    offers: list[Offer] = []
    for name in names:
        if name == "-":
            data = sys.stdin.buffer.read(LIMITS.document_bytes + 1)
            if len(data) > LIMITS.document_bytes:
                raise TooMuch("standard input is longer than a document may be", hint="save it as a file and add that")
            offers.append(offer_bytes("standard input", data))
            continue
        path = Path(name)
        if not name or not os.path.lexists(path):
            raise BadInput(f"{name!r}: there is no such file or folder", hint="check the name; nothing was added")
        offers += islice(_inside(path), LIMITS.files + 1) if path.is_dir() else [_offer(path, path.name)]
    if len(offers) > LIMITS.files:
        raise TooMuch(f"more than {LIMITS.files:,} files at once", hint="add them in parts; nothing was added")
    if not offers:
        raise BadInput("there is no file in what you named", hint="name a folder with files in it")
    return offers


def _inside(folder: Path) -> "Iterator[Offer]":
    """Everything in a folder; what is a link, or a folder that cannot be looked into, with that reason."""
    shut: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=shut.append):
        folders.sort()
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted((*names, *linked)):
            path = Path(place) / name
            yield _offer(path, str(path.relative_to(folder)), in_folder=True)
    for fault in shut:
        yield _refused(Path(fault.filename).name, f"the folder cannot be read: {fault.strerror}")


def _refused(name: str, why_not: str) -> "Offer":
    from io import BytesIO

    from tocsin.stages.understanding import Offer

    return Offer(name=name_shown(name), size_bytes=0, open=BytesIO, why_not=why_not)


def _offer(path: Path, name: str, *, in_folder: bool = False) -> "Offer":
    from io import BytesIO

    from tocsin.stages.understanding import Offer

    why_not, size = "", 0
    if in_folder and path.is_symlink():
        why_not = "a link: links inside a folder are not followed; name the file itself"
    elif not path.is_file():
        why_not = "no plain file (a pipe, a socket or a device): save its content as a file, or pipe it in with `-`"
    else:
        try:
            with path.open("rb"):
                size = path.stat().st_size
        except OSError as fault:
            why_not = f"it cannot be read: {fault.strerror}"
    # What says it is empty is not read either: some files of the system say so and then make their reader wait.
    opener = BytesIO if why_not or size == 0 else lambda: path.open("rb")
    return Offer(name=name_shown(name), size_bytes=size, open=opener, why_not=why_not)


def name_shown(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8 are written out, for what nobody can encode nobody can keep."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _progress:  # noqa: N801 - a context manager, used like a function
    """A progress bar for many files, where a person is looking."""

    def __init__(self, total: int, as_json: bool) -> None:
        self._wanted = total > 3 and not as_json and is_terminal()  # three files are done before a bar is drawn
        self._total = total

    def __enter__(self) -> "Callable[[Taken], None]":
        if not self._wanted:
            return lambda _: None
        from rich.console import Console
        from rich.progress import Progress

        from tocsin.vocab.visible import one_line

        self._bar = Progress(console=Console(stderr=True))
        self._bar.start()
        task = self._bar.add_task("keeping", total=self._total)
        return lambda taken: self._bar.update(task, advance=1, description=one_line(taken.name, 40))

    def __exit__(self, *_: object) -> None:
        if self._wanted:
            self._bar.stop()


def _show_taken(taken: "list[Taken]", as_json: bool) -> None:
    from tocsin.cli.output import emit, heading, say, show, table
    from tocsin.stages.understanding import UNREAD

    if as_json:
        emit(taken)
        return
    rows = [
        (
            one.name,
            one.outcome,
            one.format if one.format != UNREAD else "not read",
            one.kind,
            f"{one.understood}/{one.units}" if one.units else "",
            _content(one),
        )
        for one in taken
    ]
    table(("file", "outcome", "read as", "kept as", "understood", "what is in it"), rows, empty="no file")
    places = [(one.name, place) for one in taken for place in one.not_understood]
    if places:
        heading("not understood (kept all the same)")
        shown = [
            (name, f"line {found.place.line}" if found.place.line else found.place.pointer or "whole file", found.why)
            for name, found in places[:20]
        ]
        table(("file", "place", "why"), shown, empty="")
        if len(places) > len(shown):
            say(f"and {counted(len(places) - len(shown), 'more place')}; --json lists them all")
    for one in taken:
        if one.left_out:
            more = f" and {len(one.left_out) - 20} more (--json lists them all)" if len(one.left_out) > 20 else ""
            show(f"{one.name} states these too; they were not taken over: {', '.join(one.left_out[:20])}{more}")


def _content(one: "Taken") -> str:
    inside = ", ".join(f"{count} {kind}" for kind, count in sorted(one.objects.items())) or one.why
    return f"SEALED ({one.hazard.replace('_', ' ')}) {inside}".strip() if one.hazard else inside


def _show_found(door: "Door", arrival: "Arrival") -> None:
    from tocsin.cli.found import show_found
    from tocsin.cli.output import heading, say
    from tocsin.operations.found import FoundAsked, found

    items = tuple(one.item for one in arrival.taken if one.item)
    if arrival.case is None or not items:
        return
    told = door.ask(found, FoundAsked(case=arrival.case.id, item=items))
    if told.values:
        heading("found in it")
        show_found(told)
        say("none of it is an indicator yet: take what is the attacker's into the clean copy, with its context")


def _show_arrival(door: "Door", arrival: "Arrival", as_json: bool) -> None:
    from tocsin.cli.case import answer
    from tocsin.cli.output import emit, say, show
    from tocsin.operations.case import Named
    from tocsin.operations.case import show as show_case

    if as_json:
        emit(arrival)
        return
    _show_taken(list(arrival.taken), as_json=False)
    for one in arrival.taken:
        if one.receipt:
            show(f"receipt for the reporter of {one.name} (shown once): {one.receipt}")
    for other in arrival.near:
        say(f"a report in {other} reads almost the same; the two cases are now related")
    if arrival.case is None:
        say("no case was opened: every file was declined")
        return
    _show_found(door, arrival)
    answer(door, door.ask(show_case, Named(case=arrival.case.id)), as_json=False)
