"""`redact --neutral`, `--restore`: hostile text that no model obeys."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Neutral = Annotated[
    bool, typer.Option("--neutral", help="Make the copy neutral too: beside each FILE, as NAME.neutral.EXT.")
]
Restore = Annotated[
    bool,
    typer.Option("--restore", help="Give back the text of a neutral one, byte for byte: it is hostile again."),
]


def check(*, neutral: bool, restore: bool, texts: Path | None) -> None:
    """Refuse what cannot be asked at once."""
    from tocsin.vocab.errors import BadInput

    if neutral and restore:
        raise BadInput("--neutral and --restore were given at once", hint="give one of the two")
    if texts is not None and (neutral or restore):
        raise BadInput("--texts goes with neither --neutral nor --restore", hint="name files")


def neutral_of(text: str) -> bytes:
    """A text in neutral form, as the bytes of a file."""
    from tocsin.rules.neutral import neutral

    return neutral(text).encode()


def tell_recipe(target: Path) -> None:
    """What stands beside the neutral text and never in it."""
    from tocsin.cli.output import say
    from tocsin.vocab.capsule import BESIDE
    from tocsin.vocab.clean_copy import PromptForm

    beside = BESIDE[PromptForm.NEUTRAL]
    say(f"{target}: {beside.warning}\n{beside.recipe}")


def restore_files(paths: Sequence[Path], out: Path | None, as_json: bool) -> None:
    """Write the text of each neutral one beside it; never overwrites."""
    from tocsin.cli.output import emit_line, new_file, say
    from tocsin.rules.neutral import restored
    from tocsin.vocab.capsule import BESIDE
    from tocsin.vocab.clean_copy import PromptForm
    from tocsin.vocab.errors import BadInput

    if out is not None and len(paths) > 1:
        raise BadInput("--out names one file, and several were given", hint="leave --out away")
    for path in paths:
        text = restored(_read(path))
        target = out or path.with_name(f"{path.stem.removesuffix('.neutral')}.restored{path.suffix}")
        with new_file(target) as file:
            file.write(text.encode("utf-8", "surrogatepass"))
        if as_json:
            emit_line({"file": str(path), "restored": str(target)})
        say(f"{target}: restored. {BESIDE[PromptForm.NEUTRAL].warning}")


def _read(path: Path) -> str:
    from tocsin.vocab.errors import BadInput, TooMuch
    from tocsin.vocab.limits import LIMITS

    try:
        with path.open("rb") as file:
            data = file.read(LIMITS.document_bytes + 1)
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a file that you may read") from fault
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"{path} is larger than {LIMITS.document_bytes:,} bytes", hint="split it into parts")
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        raise BadInput(f"{path} is no neutral text: not UTF-8 (byte {fault.start})", hint="hand it in alone") from fault
