"""The desks elsewhere that somebody may ask, each with its token.

One file in the person's own settings folder, readable to them alone. Losing it costs another `tocsin login`. Whoever
has it asks those desks in that person's name, until the tokens in it end or are revoked.
"""

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.client.remote import Remote, address_of
from tocsin.vocab.errors import BadInput

FILE = "logins.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


class Login(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One desk: what it is called here, where it is, the token for it alone, and whose certificates it is known by."""

    name: str
    address: str
    token: str
    trusted: str = ""  # certificates in PEM; those that everybody trusts where empty

    def __repr__(self) -> str:
        """Without the token: what is printed by mistake gives nothing away."""
        return f"Login({self.name}, {self.address})"

    @property
    def remote(self) -> Remote:
        """The desk, to be asked."""
        return Remote(self.address, self.token, trusted=self.trusted)


class Logins(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of them, in the order of their names."""

    logins: tuple[Login, ...] = ()


def read(folder: Path) -> Logins:
    """What the folder holds; none where there is no file. BadInput where others can read it, or it is no such file."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            data = file.read()
    except FileNotFoundError:
        return Logins()
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="check the file's rights") from fault
    if os.name == "posix" and mode & 0o077:
        raise BadInput(f"{path} can be read by others, and holds tokens", hint=f"chmod 600 {path}, and new tokens")
    try:
        return msgspec.json.decode(data, type=Logins)
    except msgspec.MsgspecError as fault:
        raise BadInput(f"{path} holds no logins", hint="move it away, and run `tocsin login` again") from fault


def keep(folder: Path, login: Login) -> None:
    """Keep one, in place of the one of the same name."""
    if not _NAME.fullmatch(login.name):
        raise BadInput(f"{login.name[:60]!r} is no name for a desk", hint="letters, digits, dots, colons and hyphens")
    others = [one for one in read(folder).logins if one.name != login.name]
    _write(folder, Logins(logins=tuple(sorted([*others, login], key=lambda one: one.name))))


def forget(folder: Path, given: str) -> Login:
    """Take one out of the file; the token itself still opens what it opened."""
    known = read(folder)
    found = find(known, given)
    _write(folder, replace(known, logins=tuple(one for one in known.logins if one.name != found.name)))
    return found


def find(known: Logins, given: str) -> Login:
    """The login of that name or address; BadInput where there is none, or more than one for an address."""
    wanted = address_of(given) if "://" in given else ""
    found = [one for one in known.logins if one.name == given or one.address == wanted]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in (found or known.logins)) or "none yet"
    if found:
        raise BadInput(f"there are several logins for {wanted}", hint=f"name one of them: {names}")
    raise BadInput(
        f"you are not logged in at {given[:200]!r} (known: {names})", hint=f"`tocsin login {wanted or 'URL'}` first"
    )


def _write(folder: Path, logins: Logins) -> None:
    """The file whole or as it was before; no moment at which others could read it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=FILE)  # made for its owner alone
    except OSError as fault:
        raise BadInput(f"{folder}: {fault.strerror}", hint="make the folder, or give yourself its rights") from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(logins), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
