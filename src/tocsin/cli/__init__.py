"""The command line: a command asks a desk and shows what it gives."""

import io
import os
import sys
from typing import TYPE_CHECKING

from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, ProofFailed, TocsinError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

# Exit codes that scripts rely on.
DONE, CONSIDERED_NO, BAD_INPUT, WORLD_FAILED, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130

MOST_SAID = 1_000  # signs of one error or hint: a screen at most; the longest list of words is shorter

_CODES: tuple[tuple[type[TocsinError], int], ...] = (
    (BadInput, BAD_INPUT),
    (ActNotAllowed, CONSIDERED_NO),
    (ProofFailed, CONSIDERED_NO),
    (ChannelDown, WORLD_FAILED),
)


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = _run()
    except TocsinError as fault:
        code = _tell(fault)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = _be_quiet()
    except SystemExit as left:
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        code = _be_quiet()  # typer and rich leave with 1 where the reader of a pipe went away
    except Exception as fault:
        code = _tell_fault(fault)
    if code == INTERRUPTED:
        sys.stderr.write("interrupted: what was reported as done is done\n")
    sys.exit(code)


def _run() -> int:
    import typer
    from typer.exceptions import TyperException

    from tocsin.cli.commands import tree
    from tocsin.cli.completion import complete, is_asked

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a sign shows its code instead
    if is_asked(sys.argv[1:]):
        complete(*sys.argv[1:], *[""] * (3 - len(sys.argv)))
        return DONE
    try:
        left = tree()(prog_name="tocsin", standalone_mode=False)
    except typer.Abort:
        sys.stderr.write("error: nothing was done, because it was not confirmed\nhint: answer y to go on\n")
        return CONSIDERED_NO
    except TyperException as fault:
        return _tell_usage(fault)
    sys.stdout.flush()
    return left if isinstance(left, int) else DONE


def _be_quiet() -> int:
    """Whoever read us went away: that is not our fault, and nothing more can be said to them."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return DONE


def _tell_usage(fault: "TyperException") -> int:
    said = fault.format_message()
    if said.startswith("Usage:"):  # a group of commands without a command: its help
        sys.stderr.write(f"{said}\n")
        return BAD_INPUT
    context = getattr(fault, "ctx", None)
    command = context.command_path if context else "tocsin"
    if getattr(fault, "option_name", "") == "--desk":
        sys.stderr.write(f"error: {command} asks no desk elsewhere\nhint: run it where the home or the file lies\n")
        return BAD_INPUT
    sys.stderr.write(f"error: {_cut(said).rstrip('.')}\nhint: `{command} --help` shows how it is used\n")
    return BAD_INPUT


def _tell(fault: TocsinError) -> int:
    sys.stderr.write(f"error: {_cut(str(fault))}\nhint: {_cut(fault.hint)}\n")
    return next((code for type_, code in _CODES if isinstance(fault, type_)), CONSIDERED_NO)


def _cut(text: str) -> str:
    """What was typed may be long, and an error repeats some of it: the beginning and the end say enough."""
    from tocsin.vocab.visible import visible

    shown = visible(text)
    return shown if len(shown) <= MOST_SAID else f"{shown[: MOST_SAID // 2]} … {shown[-MOST_SAID // 4 :]}"


def _tell_fault(fault: Exception) -> int:
    from tocsin.vocab.visible import visible

    if os.environ.get("TOCSIN_TRACEBACK"):
        import traceback

        traceback.print_exception(fault)
    what = visible(f"{type(fault).__name__}: {fault}" if isinstance(fault, OSError) else type(fault).__name__)
    sys.stderr.write(
        f"error: an unexpected fault ({what}); nothing half done was recorded\n"
        "hint: run it again with TOCSIN_TRACEBACK=1 and report what it prints, after reading it for content\n"
    )
    return FAULT
