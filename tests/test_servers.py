"""The servers of the tests leave nothing behind, neither folders nor sockets."""

import pytest

from tests.servers import a_cluster, a_seaweed, sockets_of


@pytest.mark.postgresql
def test_postgresql_leaves_no_folder() -> None:
    with a_cluster() as (_, folder):
        assert (folder / "data").is_dir()
    assert not folder.exists()


@pytest.mark.s3
def test_the_s3_server_leaves_no_socket() -> None:
    with a_seaweed() as (place, ports):
        assert place.endpoint.endswith(str(ports[3]))
        assert [socket for port in ports for socket in sockets_of(port)], "it still puts them where they are looked for"
    assert [socket for port in ports for socket in sockets_of(port)] == []
