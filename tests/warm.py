"""Programs in Python that begin at once: one process imports what they need, and splits for each of them.

To start Python and to import the product takes more than a second of a core. Each program that begins so is a process
all the same, with an id, a memory and files of its own: it may be killed, and dies alone.
"""

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from functools import cache
from importlib import import_module
from io import FileIO, TextIOWrapper
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What splits: everything that the programs of tests share. They themselves are read anew each time.
IMPORTED = ("tests.shares", "tests.deliveries", "tocsin.operations.table", "tocsin.web.collecting", "tocsin.worker.run")


class Running:
    """A program that was begun."""

    def __init__(self, stem: "_Stem", pid: int) -> None:
        self.pid = pid
        self._stem = stem
        self._status: int | None = None

    def poll(self) -> int | None:
        """How it ended (a signal is a negative number); None while it runs."""
        return self._ended(wait=False)

    def wait(self) -> int:
        """How it ends."""
        status = self._ended(wait=True)
        assert status is not None
        return status

    def kill(self) -> None:
        """End it at once; where it ended by itself nothing happens."""
        if self.poll() is None:  # until its end was asked for its id is nobody else's
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, *, wait: bool) -> int | None:
        if self._status is None:
            self._status = self._stem.ask({"pid": self.pid, "wait": wait})
        return self._status


class Ended(Running):
    """A program that is read to its end."""

    def __init__(self, stem: "_Stem", pid: int, out: FileIO, err: FileIO) -> None:
        super().__init__(stem, pid)
        self._out, self._err = out, err

    def communicate(self) -> tuple[str, str]:
        """What it said, and what it complained of; a pipe takes more than a command says."""
        with self._out, self._err:
            return self._out.readall().decode(), self._err.readall().decode()


def begin(code: str, *arguments: str, errors: int) -> Running:
    """Begin a program as `python -c CODE ARGUMENTS` does; what it complains of goes into an open file."""
    return Running(_stem(), _stem().begin(code, arguments, errors, errors))


def begin_to_read(code: str, *arguments: str) -> Ended:
    """The same of a program whose words are read."""
    (out, write_out), (err, write_err) = os.pipe(), os.pipe()
    try:
        pid = _stem().begin(code, arguments, write_out, write_err)
    finally:
        os.close(write_out)
        os.close(write_err)
    return Ended(_stem(), pid, FileIO(out), FileIO(err))


@cache
def _stem() -> "_Stem":
    return _Stem()


class _Stem:
    """The process that splits. It has one thread, which is why it is a process of its own: tests have several."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-c", "from tests.warm import serve; serve()", str(number)]
            self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=(number,), stdin=subprocess.DEVNULL)
        atexit.register(self._end)

    def begin(self, code: str, arguments: tuple[str, ...], out: int, err: int) -> int:
        """Begin a program; its process id."""
        socket.send_fds(self._line, [json.dumps({"code": code, "arguments": arguments}).encode()], [out, err])
        return int(self._line.recv(100))

    def ask(self, question: dict[str, int]) -> int | None:
        """How a program ended."""
        self._line.send(json.dumps(question).encode())
        answer = json.loads(self._line.recv(100))
        return None if answer is None else int(answer)

    def _end(self) -> None:
        self._line.close()
        self._process.wait()


def serve() -> None:
    """Import, then split whenever that is asked for, until nobody is there any more."""
    line = socket.socket(fileno=int(sys.argv[1]))
    for module in IMPORTED:
        import_module(module)
    assert threading.active_count() == 1, "a process of several threads cannot be split"
    gc.freeze()
    while True:
        said, files, _, _ = socket.recv_fds(line, 100_000, 2)
        if not said:
            return
        asked = json.loads(said)
        if "code" in asked:
            pid = os.fork()
            if pid == 0:
                line.close()
                _become(asked["code"], asked["arguments"], *files)
            for number in files:
                os.close(number)
            line.send(str(pid).encode())
        else:
            pid, status = os.waitpid(asked["pid"], 0 if asked["wait"] else os.WNOHANG)
            line.send(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())


def _become(code: str, arguments: list[str], out: int, err: int) -> None:
    """Run as Python itself runs a program, and never come back."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    if err != out:
        os.close(err)
    sys.stdout = TextIOWrapper(FileIO(1, "w", closefd=False), sys.stdout.encoding)
    sys.stderr = TextIOWrapper(FileIO(2, "w", closefd=False), sys.stderr.encoding, "backslashreplace")
    sys.argv = ["-c", *arguments]
    status = 1
    try:
        exec(compile(code, "<a program of a test>", "exec"), {"__name__": "__main__"})  # noqa: S102 -- a test's own
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
