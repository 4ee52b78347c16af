"""An asset list: hosts, addresses, owners and domains as words of ours.

CSV with a line of names on top, as inventories export it. Columns are known by their names; what is in others is not
read, and is said. A cell that is no such thing is listed with its line, and the rest is taken.
"""

import csv
import io
import ipaddress
import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from tocsin.vocab.dictionary import LEAST_SIGNS, MOST_BYTES, Word, is_private_mail
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.sample import Sample

MOST_LINES = 100_000
MOST_WRONG = 1_000  # cells that are listed; all of them are counted
MOST_SIGNS = 500  # of a name; a longer one is a description

# By what a column means: the names it goes by, without case, spaces, hyphens and underscores.
_COLUMNS: dict[str, str] = {
    **dict.fromkeys(("hostname", "host", "hosts", "computername", "machine", "device", "server", "assetname"), "host"),
    **dict.fromkeys(("fqdn", "dnsname", "dns"), "host"),
    **dict.fromkeys(("ip", "ipaddress", "ipaddresses", "ipv4", "ipv6", "ipaddr"), "address"),
    **dict.fromkeys(("cidr", "network", "subnet", "netblock", "netblocks", "range"), "network"),
    **dict.fromkeys(
        ("owner", "user", "assignedto", "contact", "responsible", "person", "people", "custodian"), "owner"
    ),
    **dict.fromkeys(("email", "mail", "emailaddress", "owneremail", "useremail"), "mail"),
    **dict.fromkeys(("domain", "domains", "dnsdomain"), "domain"),
    **dict.fromkeys(("suffix", "dnssuffix", "zone", "hostsuffixes"), "suffix"),
    **dict.fromkeys(("account", "accounts", "username", "login", "samaccountname", "serviceaccount"), "account"),
    **dict.fromkeys(("cloudaccount", "cloudaccounts", "accountid", "subscription", "subscriptionid"), "cloud"),
    **dict.fromkeys(("tenant", "tenants", "tenantid"), "tenant"),
    **dict.fromkeys(("customer", "client", "victim", "victims"), "customer"),
    **dict.fromkeys(("organization", "organisation", "company", "orgnames"), "organization"),
    **dict.fromkeys(("codename", "codenames"), "code name"),
}
_HOST = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_-]{1,63})*\.?\Z")
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63})+\Z")
_MAIL = re.compile(r"[^@\s]{1,64}@([^@\s]+)\Z")
_SEVERAL = re.compile(r"[;,|\n]")


class Wrong(Struct, frozen=True, kw_only=True):
    """A cell that was not taken: in which line (from 1, as the file counts them) and column, and why."""

    line: int
    column: str
    why: str


class Assets(Struct, frozen=True, kw_only=True):
    """What a list says is ours, each word once; what was not taken, and the columns that were not read."""

    words: tuple[Word, ...]
    lines: int
    wrong: tuple[Wrong, ...]
    wrong_count: int
    not_read: tuple[str, ...]


def read_assets(sample: Sample) -> Assets:
    """What an asset list says; BadInput where it is none."""
    if len(sample.data) > MOST_BYTES:
        raise TooMuch(f"the list is larger than {MOST_BYTES:,} bytes", hint="bring it in by parts")
    if sample.text is None:
        raise BadInput(f"{sample.name[:60]!r} is not UTF-8", hint="save the file as UTF-8 and try again")
    lines = csv.reader(io.StringIO(sample.text, newline=""), delimiter=_between(sample.text), strict=True)
    try:
        names = [name.strip() for name in next(lines, [])]
        meant = [_COLUMNS.get(re.sub(r"[\s_-]", "", name.casefold())) for name in names]
        if not any(meant):
            raise BadInput(
                "line 1: no column of an asset list is named there",
                hint="such as hostname, ip, owner, email, domain, network, account; the first line names the columns",
            )
        return _read(((lines.line_num, cells) for cells in lines), names, meant)
    except csv.Error as error:
        raise BadInput(f"line {lines.line_num}: not CSV: {error}", hint="look at the quotes in that line") from error


def _between(text: str) -> str:
    """What stands between cells: spreadsheets of many countries write semicolons, others tabs."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _read(lines: Iterator[tuple[int, list[str]]], names: list[str], meant: list[str | None]) -> Assets:
    words: dict[Word, None] = {}
    wrong: list[Wrong] = []
    count = wrong_count = 0
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_LINES:
            raise TooMuch(f"more than {MOST_LINES:,} lines at once", hint="split the list; nothing was taken in")
        if len(cells) != len(names):
            raise BadInput(
                f"line {line}: {len(cells)} cells where the first line has {len(names)}",
                hint="a comma within a cell needs quotes around the cell",
            )
        for name, kind, cell in zip(names, meant, cells, strict=True):
            for one in _words(kind, cell) if kind else ():
                if isinstance(one, Word):
                    words.setdefault(one)
                    continue
                wrong_count += 1
                if len(wrong) < MOST_WRONG:
                    wrong.append(Wrong(line=line, column=name, why=one))
    not_read = tuple(name for name, kind in zip(names, meant, strict=True) if kind is None and name)
    return Assets(words=tuple(words), lines=count, wrong=tuple(wrong), wrong_count=wrong_count, not_read=not_read)


def _words(kind: str, cell: str) -> Iterator[Word | str]:
    """The words of one cell, or why a part of it is none."""
    for part in _SEVERAL.split(cell):
        value = part.strip()
        if not value or value.casefold() in _NOTHING:
            continue
        if len(value) > MOST_SIGNS:
            yield f"{len(value):,} signs are no name"
            continue
        for one in _READERS[kind](value):
            if isinstance(one, Word) and len(one.value) < LEAST_SIGNS:
                yield f"{one.value!r} is shorter than {LEAST_SIGNS} signs and would be found everywhere"
            else:
                yield one


def _host(value: str) -> Iterator[Word | str]:
    if _is_address(value):
        yield from _address(value)
    elif not _HOST.match(value):
        yield f"{value[:60]!r} is no host name"
    else:
        name = value.rstrip(".")
        yield Word(field="hosts", value=name)
        bare = name.partition(".")[0]
        # `www` of a whole name is nobody's; `db-prod-07` is recognised by itself.
        if bare != name and len(bare) > LEAST_SIGNS and re.search(r"[\d-]", bare):
            yield Word(field="hosts", value=bare)


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _address(value: str) -> Iterator[Word | str]:
    try:
        found = ipaddress.ip_interface(value)
    except ValueError:
        yield f"{value[:60]!r} is no address"
        return
    if found.is_loopback or found.is_unspecified or found.is_multicast:
        yield f"{value[:60]!r} is everybody's address"
    else:
        yield Word(field="netblocks", value=str(found.network))


def _network(value: str) -> Iterator[Word | str]:
    try:
        found = ipaddress.ip_network(value, strict=False)
    except ValueError:
        yield f"{value[:60]!r} is no network; write it as 192.0.2.0/24"
        return
    if found.prefixlen < _LEAST_PREFIX[found.version]:
        yield f"{value[:60]!r} is too large to be anybody's own"
    else:
        yield Word(field="netblocks", value=str(found))


def _owner(value: str) -> Iterator[Word | str]:
    if "@" in value:
        yield from _mail(value)
    else:
        yield Word(field="people" if " " in value else "accounts", value=" ".join(value.split()))


def _mail(value: str) -> Iterator[Word | str]:
    found = _MAIL.match(value)
    if found is None or not _DOMAIN.match(found[1]):
        yield f"{value[:60]!r} is no mailbox"
    elif is_private_mail(found[1]):
        yield f"{found[1][:60]!r} is a provider of private mail: it is not yours"
    else:
        yield Word(field="domains", value=found[1].casefold())


def _domain(value: str) -> Iterator[Word | str]:
    name = value.casefold().strip(".")
    if not _DOMAIN.match(name):
        yield f"{value[:60]!r} is no domain"
    elif is_private_mail(name):
        yield f"{value[:60]!r} is a provider of private mail: it is not yours"
    else:
        yield Word(field="domains", value=name)


def _plain(field: str) -> Callable[[str], Iterator[Word | str]]:
    def read(value: str) -> Iterator[Word | str]:
        yield Word(field=field, value=" ".join(value.split()))

    return read


_NOTHING = frozenset({"-", "--", "n/a", "na", "none", "null", "unknown", "?", "tbd", "nan"})
_LEAST_PREFIX = {4: 8, 6: 16}  # a larger network belongs to many
_READERS: dict[str, Callable[[str], Iterator[Word | str]]] = {
    "host": _host,
    "address": _address,
    "network": _network,
    "owner": _owner,
    "mail": _mail,
    "domain": _domain,
    "suffix": _domain,
    "account": _plain("accounts"),
    "cloud": _plain("cloud_accounts"),
    "tenant": _plain("tenants"),
    "customer": _plain("victims"),
    "organization": _plain("org_names"),
    "code name": _plain("codenames"),
}
