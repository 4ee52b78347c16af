"""Completion of commands, for the shell that is named or runs this."""

from tocsin.vocab.errors import BadInput

INSTALL, SHOW = "--install-completion", "--show-completion"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def is_asked(arguments: list[str]) -> bool:
    """Whether completion is what was asked for, and nothing else."""
    return bool(arguments) and arguments[0] in {INSTALL, SHOW} and len(arguments) <= 2


def complete(asked: str, named: str) -> None:
    """Install or print completion; BadInput where no shell was named and none runs this, or none of that name is known.

    Typer's own options take no name, and find no shell in a container, a service or an editor.
    """
    import typer
    from typer._completion_shared import get_completion_script, install

    shell = named or _running()
    if shell not in SHELLS:
        what = f"{shell[:40]!r} is no shell that has completion here" if shell else "no shell is seen that runs this"
        raise BadInput(what, hint=f"name it: `tocsin {asked} bash` (or {', '.join(SHELLS[1:])})")
    if asked == SHOW:
        typer.echo(get_completion_script(prog_name="tocsin", complete_var="_TOCSIN_COMPLETE", shell=shell))
        return
    _, path = install(shell=shell, prog_name="tocsin", complete_var="_TOCSIN_COMPLETE")
    typer.echo(f"completion for {shell} lies in {path}; it takes effect in the next terminal")


def _running() -> str:
    from typer._completion_shared import _get_shell_name

    return _get_shell_name() or ""
