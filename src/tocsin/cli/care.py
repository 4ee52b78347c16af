"""`backup`, `restore`, `upgrade`, `doctor`: care of the home."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Home, Json, home_of
from tocsin.vocab.visible import counted


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("backup", epilog="Example: tocsin backup /media/disk/tocsin-monday.tar")(backup)
    app.command("restore", epilog="Example: tocsin restore tocsin-monday.tar --home ~/restored")(restore)
    app.command("upgrade", epilog="Example: tocsin upgrade")(upgrade)
    app.command("doctor", epilog="Example: tocsin doctor --repair")(doctor)


def backup(
    target: Annotated[Path, typer.Argument(help="The new file; nothing is ever replaced.")],
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="Leave the keys out: alone it can then be read by nobody.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Back the whole home up into one file, while it is in use. Exit 1 where an object had been lost before."""
    from tocsin.cli.output import emit, say, show
    from tocsin.wiring.care import back_up

    made = back_up(home_of(home), target, with_keys=not without_keys)
    if as_json:
        emit({"target": str(target), "manifest": made})
    else:
        size = sum(part.size_bytes for part in made.parts)
        show(f"backed up {counted(len(made.parts), 'part')}, {size:,} bytes, into {target}")
    if made.has_keys:
        say("it holds the keys: whoever has this file has the home. Keep it as you keep the keys")
    else:
        say("it holds no keys: keep the folder `keys` of the home elsewhere, or nothing of this can ever be read")
    for name in made.absent:
        say(f"lost before this backup was made: the object vault/{name}; see `tocsin evidence verify`")
    if made.absent:
        raise typer.Exit(1)


def restore(
    source: Annotated[Path, typer.Argument(help="The file that `tocsin backup` made.")],
    database: Annotated[str, typer.Option(help="Restore the database into this empty one: postgresql://…")] = "",
    vault: Annotated[str, typer.Option(help="Restore the vault into this empty place: s3://…")] = "",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Make a new home from a backup, then verify its ledger and evidence. Exit 1 where they do not hold."""
    from tocsin.cli.output import emit, say, show
    from tocsin.wiring.care import bring_back

    folder = home_of(home)
    found = bring_back(source, folder, database=database, vault=vault)
    if as_json:
        emit(
            {
                "home": str(folder),
                "made_at": found.manifest.made_at,
                "verified": found.is_verified,
                "checked": found.checked,
                "findings": found.findings,
            }
        )
    else:
        show(f"restored {folder} as it was at {found.manifest.made_at:%Y-%m-%d %H:%M:%S UTC}")
        for finding in found.findings:
            show(f"  {finding}")
        show("what was recorded after that moment is not in it: work on in one home only, this one or the old one")
    if found.is_verified:
        say(f"verified: {found.checked:,} entries and contents hold")
    elif not found.manifest.has_keys:
        say(
            f"not verified: this backup has no keys. Put them into {folder / 'keys'}, then run `tocsin ledger verify` "
            "and `tocsin evidence verify`"
        )
    if not found.is_verified:
        raise typer.Exit(1)


def upgrade(
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Do not back up first.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Bring the database to the step of this program, after a backup into the home's folder `backups`."""
    from tocsin.cli.output import emit, show
    from tocsin.wiring.care import upgrade as bring_up

    done = bring_up(home_of(home), with_backup=not no_backup)
    if as_json:
        emit(
            {
                "done": done is not None,
                "before": done.before if done else None,
                "after": done.after if done else None,
                "backup": str(done.backup) if done and done.backup else None,
            }
        )
    elif done is None:
        show("nothing to do: the database is at the step of this program")
    else:
        show(f"the database went from step {done.before} to {done.after}")
        if done.backup:
            show(f"the backup from before is {done.backup}; remove it when you no longer need it")


def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Finish what was cut short and sweep away what nothing needs.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Look at everything the home stands on. Exit 1 where something is bad."""
    from tocsin.cli.output import emit, show, table
    from tocsin.wiring.doctor import examine

    found = examine(home_of(home), repair=repair)
    is_bad = any(one.verdict == "bad" for one in found)
    if as_json:
        emit({"bad": is_bad, "findings": found})
    else:
        table(("", "check", "what"), [(one.verdict, one.check, one.what) for one in found], empty="")
        for one in found:
            if one.hint:
                show(f"{one.check}: {one.hint}")
    if is_bad:
        raise typer.Exit(1)
