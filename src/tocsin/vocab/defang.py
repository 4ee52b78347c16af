"""Indicators as people read them: spelled so that none is a link.

The spelling is that of draft-grimminck-safe-ioc-sharing (revision 11, May 2026): `[https]://a[.]b`, `u[@]a[.]b`,
`2001[:]db8[:][:]1`, indicators within indicators too. What is spelled so already stays as it is. Only text for people
is spelled so; what a program reads carries the value itself.
"""

import re
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address

# A scheme, its two slashes and the authority (RFC 3986, section 3); what follows is looked through for itself.
_URL = re.compile(r"(?<![\w\[])\[?([A-Za-z][A-Za-z0-9+.-]{1,19})\]?://([^\s/?#<>\"'`]+)")
_MAILTO = re.compile(r"(?<![\w\[])(mailto):(?=[^\s@]+@)", re.IGNORECASE)
_NAME = r"(?:[\w-]{1,63}\.){1,40}[^\W\d_][\w-]{1,62}"
_MAIL = re.compile(rf"([\w.+%-]{{1,64}})@({_NAME})")
# Whatever is written with the signs of an address; whether it is one, the standard library says.
_IPV6 = re.compile(r"(?<![\w:.\]%-])(?=[0-9A-Fa-f]{0,4}:)([0-9A-Fa-f:.]{1,44}[0-9A-Fa-f:])(?![\w:])")
_IPV4 = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?!\.?\w)")
# Without a scheme only what mail programs take for a link all the same.
_BARE = re.compile(rf"(?<![\w./@:-])(?:www\.{_NAME}|{_NAME}(?=/\w))", re.IGNORECASE)
_HOST = re.compile(rf"(?<![\w./@\]-]){_NAME}(?![\w-])")
_VALUE = re.compile(rf"{_NAME}(?=[:/?#]|\Z)")
_DOT = re.compile(r"(?<!\[)\.(?!\])|%2e", re.IGNORECASE)
_ENDS = ".,;:!?)}"  # of a sentence, not of an address

_UNDO: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[:?//\]|\[:\]//"), "://"),
    (re.compile(r"\[://\]"), "://"),
    (re.compile(r"\[([A-Za-z][A-Za-z0-9+.-]{1,19})\](?=:)"), r"\1"),
    (re.compile(r"(?<![A-Za-z])(h)(?:xx|XX)(ps?)(?=(?:\[?:))", re.IGNORECASE), r"\1tt\2"),
    (re.compile(r" ?(?:\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\}) ?", re.IGNORECASE), "."),
    (re.compile(r" ?(?:\[(?:@|at)\]|\((?:@|at)\)|\{(?:@|at)\}) ?", re.IGNORECASE), "@"),
    (re.compile(r"\[:\]"), ":"),
)


def defanged(text: str, hosts: Iterable[str] = ()) -> str:
    """The text with every address in it spelled for people.

    `hosts` are names in small letters that are spelled so wherever they stand, though nothing but the case says that
    they are hosts and no files.
    """
    if not any(sign in text for sign in ".:@"):
        return text
    done = _URL.sub(_url, text)
    done = _MAIL.sub(_mail, _MAILTO.sub(r"[\1]:", done))
    done = _IPV4.sub(_ipv4, _IPV6.sub(_ipv6, done))
    done = _BARE.sub(_dots, done)
    known = frozenset(hosts)
    if known:
        done = _HOST.sub(lambda found: _dots(found) if found[0].lower() in known else found[0], done)
    return done


def defanged_value(value: str) -> str:
    """One indicator, which may be nothing but the name of a host, spelled for people."""
    done = defanged(value)
    return _VALUE.sub(_dots, done, count=1) if _VALUE.match(done) else done


def refanged(text: str) -> str:
    """The text with its indicators as a program needs them, however they were spelled for people."""
    for spelled, plain in _UNDO:
        text = spelled.sub(plain, text)
    return text


def hosts_in(values: Iterable[str]) -> frozenset[str]:
    """The names of hosts that indicators are or hold, so that they are known where they stand alone."""
    names = (re.sub(r"^[A-Za-z][\w+.-]*://|^[^@/]*@", "", refanged(value)) for value in values)
    found = (re.match(_NAME, name.rpartition("@")[2]) for name in names)
    return frozenset(one.group().lower() for one in found if one)


def _url(found: re.Match[str]) -> str:
    scheme, authority = found[1], found[2].replace("[@]", "@")
    bare = authority if "[" in authority else authority.rstrip(_ENDS)
    who, at, host = bare.rpartition("@")
    spelled = scheme if scheme.lower().startswith("hxx") else f"[{scheme}]"
    return f"{spelled}://{who}{at and '[@]'}{_host(host)}{authority[len(bare) :]}"


def _host(host: str) -> str:
    if not host.startswith("["):
        return _DOT.sub("[.]", host)
    if "[:]" in host:
        return host
    inside, closed, port = host[1:].rpartition("]")
    address, zone, name = inside.partition("%")
    return f"[{_colons(address)}{zone}{name}{closed}{port}"


def _colons(address: str) -> str:
    return _DOT.sub("[.]", address.replace(":", "[:]"))


def _mail(found: re.Match[str]) -> str:
    return f"{found[1]}[@]{_DOT.sub('[.]', found[2])}"


def _ipv6(found: re.Match[str]) -> str:
    said = found[1]
    try:
        IPv6Address(said)
    except AddressValueError:
        return found[0]
    return _colons(said) if said.strip(":") else found[0]


def _ipv4(found: re.Match[str]) -> str:
    try:
        IPv4Address(found[1])
    except AddressValueError:
        return found[0]
    return _DOT.sub("[.]", found[1])


def _dots(found: re.Match[str]) -> str:
    return _DOT.sub("[.]", found[0])
