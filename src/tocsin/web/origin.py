"""From where somebody comes, to count what they send.

It is used to count and for nothing else. Where it cannot be told, nobody is counted: one person's flood must not close
the door to everybody behind the same server.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_HOME_BITS = 64  # of an IPv6 address: a household or a server has at least so large a network (RFC 6177)


def origin_of(client: str, forwarded: str) -> str:
    """What stands for whoever asks; "" where it cannot be told.

    `client` is the other end of the connection. Where that is on this machine or within the house, it is a server in
    front, and the last address of X-Forwarded-For is the one that this server saw itself; what stands before it anybody
    can have written.
    """
    near = _address(client)
    if near is not None and not near.is_private:
        return _key(near)
    far = _address(forwarded.rpartition(",")[2])
    return "" if far is None or far.is_private else _key(far)


def _key(address: IPv4Address | IPv6Address) -> str:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if mapped is not None or isinstance(address, IPv4Address):
        return str(mapped or address)
    return str(ip_network((address, _HOME_BITS), strict=False))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip())
    except ValueError:
        return None
