"""Who is counted: an address that somebody cannot choose, or nobody."""

import pytest

from tocsin.web.origin import origin_of


@pytest.mark.parametrize(
    ("client", "forwarded", "found"),
    [
        ("198.51.100.7", "", ""),  # for documentation: the standard library calls it private
        ("8.8.8.8", "", "8.8.8.8"),
        ("8.8.8.8", "9.9.9.9", "8.8.8.8"),  # nobody in front: the header is their own writing
        ("127.0.0.1", "", ""),
        ("127.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.0.0.3", "1.1.1.1, 9.9.9.9", "9.9.9.9"),  # only the last was seen by the server in front
        ("127.0.0.1", "9.9.9.9, 10.0.0.9", ""),
        ("127.0.0.1", "nonsense", ""),
        ("", "", ""),
        ("2a00:1450:4001:81b::200e", "", "2a00:1450:4001:81b::/64"),
        ("::ffff:8.8.8.8", "", "8.8.8.8"),
        ("::1", "2a00:1450:4001:81b::1", "2a00:1450:4001:81b::/64"),
    ],
)
def test_who_is_counted(client: str, forwarded: str, found: str) -> None:
    assert origin_of(client, forwarded) == found
