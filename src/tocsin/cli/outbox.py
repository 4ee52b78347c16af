"""`outbox …`, `channel …`, `worker`: what is on its way, and how it goes."""

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json, desk_of
from tocsin.vocab.visible import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.stages.delivery import Form
    from tocsin.stages.desk import Desk
    from tocsin.vocab.errors import ActNotAllowed
    from tocsin.worker.notices import Told
    from tocsin.worker.run import Handled

outbox_app = typer.Typer(no_args_is_help=True, help="Deliveries on their way: seen, stopped, hastened, done by hand.")
channel_app = typer.Typer(no_args_is_help=True, help="How deliveries go: what is set up, and whether it works.")

DeliveryArgument = Annotated[str, typer.Argument(metavar="DELIVERY", help="A delivery: the first signs of its id.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.add_typer(outbox_app, name="outbox")
    app.add_typer(channel_app, name="channel")
    app.command("worker", epilog="Example: tocsin worker --once")(worker)


@outbox_app.command("list", epilog="Example: tocsin outbox list")
def list_outbox(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Everything that is not at its end yet, oldest first: for whom, in which state, and when it is tried next."""
    from tocsin.cli.door import door_of, every
    from tocsin.cli.output import emit_line, moment, table
    from tocsin.operations import outbox as operations

    with door_of(home, there) as door:
        found = every(door, operations.list_waiting, operations.WaitingAsked())
        if as_json:
            for line in found:
                emit_line(line)
            return
        rows = [
            (
                one.delivery[:17],
                one.recipient,
                one.kind,
                f"{one.state} ({one.reason})" if one.reason else one.state,
                moment(one.next_try) if one.next_try else "a person sends it",
                one.answer,
            )
            for one in found
        ]
    table(("delivery", "to", "by", "state", "not before", "last answer"), rows, empty="nothing is on its way")


@outbox_app.command("show", epilog="Example: tocsin outbox show d4")
def show_form(delivery: DeliveryArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """What goes by hand, ready to paste: where the portal is, its fields in its own order, the text."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import emit
    from tocsin.operations import outbox as operations

    with door_of(home, there) as door:
        asked = operations.DeliveryAsked(delivery=meant(door, "delivery", delivery))
        made = door.ask(operations.sheet, asked)
        if made.why:
            raise _not_cleared(asked.delivery, door.ask(operations.show, asked).share, made.why)
    if as_json:
        emit(made)
    else:
        _show_form(made)


@outbox_app.command("retry", epilog="Example: tocsin outbox retry d4")
def retry(delivery: DeliveryArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Try it again in the worker's next round instead of at its own time.

    What is held because its sender was retired, or is not named for the route any more, goes on in your name, if you
    are named for it.
    """
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import outbox as operations

    with door_of(home, there) as door:
        asked = operations.DeliveryAsked(delivery=meant(door, "delivery", delivery))
        found = door.ask(operations.show, asked)
        after = door.ask(operations.retry, asked)
    theirs = ", and goes on in your name" if after.sender != found.sender else ""
    tell(after, f"{after.id} is tried again in the next round of `tocsin worker`{theirs}", as_json)


@outbox_app.command("cancel", epilog="Example: tocsin outbox cancel d4")
def cancel(delivery: DeliveryArgument, home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """Stop a delivery before it goes out. What is being sent, or was sent, cannot be stopped: withdraw the share."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import outbox as operations

    with door_of(home, there) as door:
        after = door.ask(operations.cancel, operations.DeliveryAsked(delivery=meant(door, "delivery", delivery)))
    if after.attempt:
        said = f"{after.id} is not tried again; whether an earlier attempt arrived is not known"
    else:
        said = f"{after.id} was stopped in time: nothing of it went out"
    tell(after, said, as_json)


@outbox_app.command("done", epilog="Example: tocsin outbox done d4 --receipt INC-4711")
def done(
    delivery: DeliveryArgument,
    receipt: Annotated[str, typer.Option("--receipt", help="What the portal gave for it: a number or a line.")],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Record that you sent it through the party's portal."""
    from tocsin.cli.door import door_of, meant
    from tocsin.cli.output import tell
    from tocsin.operations import outbox as operations

    with door_of(home, there) as door:
        given = operations.DoneByHand(delivery=meant(door, "delivery", delivery), receipt=receipt)
        after = door.ask(operations.done, given)
    if after.why:
        raise _not_cleared(after.id, after.share, after.why)
    tell(after, f"{after.id} was sent by hand; receipt {receipt.strip()}", as_json)


@channel_app.command("list", epilog="Example: tocsin channel list")
def list_channels(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The channels there are, and what each of them still needs in this home."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import road as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.list_channels, Nothing())
    rows = ((one.channel, one.what, one.roads, one.needs or one.over or "ready") for one in found)
    tell_table(found, ("channel", "what", "open roads", "state"), rows, as_json, empty="")


@channel_app.command("test", epilog="Example: tocsin channel test mail")
def try_channel(
    channel: Annotated[str, typer.Argument(metavar="[CHANNEL]", help="mail or folder; both where not given.")] = "",
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Talk to the mail server and log in, make a file in each folder and remove it; sends nothing. Exit 3 on a no."""
    from tocsin.cli import WORLD_FAILED
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import road as operations

    with door_of(home, there) as door:
        found = door.ask(operations.test_channels, operations.ChannelTried(channel=channel))
    rows = ((one.channel, one.what, "works" if one.holds else one.why) for one in found)
    tell_table(found, ("channel", "what", "state"), rows, as_json, empty="no folder is the end of an open road")
    if not all(one.holds for one in found):
        raise typer.Exit(WORLD_FAILED)


def worker(
    once: Annotated[bool, typer.Option("--once", help="One round over what is due now, and leave.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """See planned deliveries off as they fall due, until told to stop (SIGTERM, Ctrl-C); several may work at once.

    Where the settings say so, people are told of what waits (`tocsin status --notices`); that holds up no delivery.
    With --once: exit 3 where something could not be sent this time and is tried again later, exit 1 where something was
    refused for good.
    """
    from tocsin.cli.output import say
    from tocsin.stages.release import clearance
    from tocsin.worker import notices
    from tocsin.worker.run import one_round, until_told, work, worker_at

    with desk_of(home) as desk, until_told() as stop:
        at, herald = worker_at(desk, clearance), notices.herald_at(desk)
        if not once:
            say("seeing deliveries off; Ctrl-C stops after the one that is being sent")
            with notices.beside(herald, stop, _say_told):
                work(at, stop, lambda handled: _tell(handled, as_json))
            say("stopped: what was begun was brought to its end")
            return
        found = []
        for handled in one_round(at, stop):
            found.append(handled)
            _tell(handled, as_json)
        for told in notices.one_round(herald, stop):
            _say_told(told)
        if not found:
            say(_not_yet(desk))
    _leave(found)


def _not_yet(desk: "Desk") -> str:
    """Why a round had nothing to do: what waits for the time in which it can be stopped, or nothing at all."""
    from tocsin.cli.output import moment
    from tocsin.vocab.delivery import DeliveryState
    from tocsin.vocab.sharing import Delivery

    queued = desk.index.all("delivery", state=DeliveryState.QUEUED)
    times = [one.send_after for one in queued if isinstance(one, Delivery)]
    if not times:
        return "nothing is due: `tocsin outbox list`"
    return f"nothing is due before {moment(min(times))}: until then it can be stopped (`undo_minutes` in the settings)"


def _leave(found: "list[Handled]") -> None:
    from tocsin.cli import CONSIDERED_NO, WORLD_FAILED

    if any(one.state == "failed" or one.waits_for for one in found):
        raise typer.Exit(WORLD_FAILED)
    if any(one.state in ("bounced", "given_up") for one in found):
        raise typer.Exit(CONSIDERED_NO)


def _tell(handled: "Handled", as_json: bool) -> None:
    """One line at once, whoever reads it: a worker may run for weeks."""
    import sys

    from tocsin.cli.output import emit_line, show

    if as_json:
        emit_line(handled)
    else:
        state = f"{handled.state} ({handled.reason})" if handled.reason else handled.state
        waits = f"waits for {handled.waits_for}" if handled.waits_for else ""
        show("  ".join(word for word in (handled.delivery or "the worker", state, waits) if word))
    sys.stdout.flush()


def _say_told(told: "Told") -> None:
    """What came of a notice: a message beside the results, which are deliveries."""
    from tocsin.cli.output import say

    what = f"{counted(told.count, 'thing')} told" if told.state == "told" else "notice not sent, tried again"
    say("  ".join(word for word in (told.road, what, told.answer) if word))


def _not_cleared(delivery: str, share: str, why: "Sequence[str]") -> "ActNotAllowed":
    from tocsin.vocab.errors import ActNotAllowed

    return ActNotAllowed(f"{delivery} may not leave: {', '.join(why)}", hint=f"`tocsin share preview {share}`")


def _show_form(form: "Form") -> None:
    from tocsin.cli.output import heading, show

    show(f"to {form.recipient}, by hand: {form.address}")
    show(f"its fields, in its order: {', '.join(form.fields) or 'the catalogue names none'}")
    if form.subject:
        show(f"its subject: {form.subject}")
    heading("paste from here")
    show(form.text)
    heading("then")
    show(f"tocsin outbox done {form.delivery} --receipt NUMBER")
