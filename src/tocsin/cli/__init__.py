"""The command line: every command calls a stage and shows what it returns."""

import os
import sys

from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, ProofFailed, TocsinError

# Exit codes that scripts rely on.
DONE, CONSIDERED_NO, BAD_INPUT, WORLD_FAILED, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130

_CODES: tuple[tuple[type[TocsinError], int], ...] = (
    (BadInput, BAD_INPUT),
    (ActNotAllowed, CONSIDERED_NO),
    (ProofFailed, CONSIDERED_NO),
    (ChannelDown, WORLD_FAILED),
)


def main() -> None:
    """Run the command line and leave with its exit code."""
    from tocsin.cli.commands import app

    try:
        app(standalone_mode=True)
    except TocsinError as fault:
        sys.exit(_tell(fault))
    except KeyboardInterrupt:
        print("interrupted: what was reported as done is done", file=sys.stderr)  # noqa: T201 - this is the terminal
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us went away
        sys.exit(DONE)
    except Exception as fault:
        _tell_fault(fault)
        sys.exit(FAULT)


def _tell(fault: TocsinError) -> int:
    from tocsin.rules.visible import visible

    sys.stderr.write(f"error: {visible(str(fault))}\nhint: {visible(fault.hint)}\n")
    return next((code for type_, code in _CODES if isinstance(fault, type_)), CONSIDERED_NO)


def _tell_fault(fault: Exception) -> None:
    if os.environ.get("TOCSIN_TRACEBACK"):
        import traceback

        traceback.print_exception(fault)
    what = f"{type(fault).__name__}: {fault}" if isinstance(fault, OSError) else type(fault).__name__
    sys.stderr.write(
        f"error: an unexpected fault ({what}); nothing half done was recorded\n"
        "hint: run it again with TOCSIN_TRACEBACK=1 and report what it prints, after reading it for content\n"
    )
