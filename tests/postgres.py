"""A real PostgreSQL for tests: the machine's, or Debian's when root there; tests that need one are skipped elsewhere."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from pwd import struct_passwd
from typing import Any

import pytest

MISSING = "This test needs PostgreSQL, which is not here and cannot be fetched. Debian: apt install postgresql."


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A server that ends with the session; a call makes an empty database and gives its URL."""
    found = find_programs()
    if found is None:
        pytest.skip(MISSING)
    with tempfile.TemporaryDirectory(prefix="homl-pg-", ignore_cleanup_errors=True) as folder:
        server = Server(found, Path(folder))
        try:
            yield server.database
        finally:
            server.stop()


class Server:
    """PostgreSQL on a socket in a folder, without a port, so that several may run at a time.

    Parameters
    ----------
    programs : Path
        The folder of `initdb` and `postgres`.
    folder : Path
        An empty one with a short name: the path of a socket is at most 107 bytes long.
    """

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        # it refuses to be root
        self._user = {}
        if os.geteuid() == 0:
            user = next(found for name in ("postgres", "nobody") if (found := _user(name)))
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        data = str(folder / "data")
        said = folder / "log"
        # not through pipes: they would have to be read
        with said.open("w") as log:
            common: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **self._user}
            common["env"] = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
            options = ["-U", "homl", "-A", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"]
            made = subprocess.run([str(programs / "initdb"), "-D", data, *options], check=False, **common)
            assert made.returncode == 0, said.read_text()
            options = ["-h", "", "-k", str(folder), "-F"]
            self._process = subprocess.Popen([str(programs / "postgres"), "-D", data, *options], **common)
        while "ready to accept connections" not in said.read_text():
            assert self._process.poll() is None, said.read_text()
            time.sleep(0.02)

    def database(self) -> str:
        """Make an empty database; gives its URL."""
        import psycopg

        name = f"test{next(self._numbers)}"
        with psycopg.connect(f"host={self.folder} user=homl dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://homl@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End it, whoever is connected."""
        self._process.send_signal(signal.SIGINT)  # a "fast" shutdown
        try:
            self._process.wait(30)
        finally:
            self._process.kill()
            self._process.wait()


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, installed from Debian if need be; None where there is none."""
    if found := _here():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # one at a time, whichever process of the tests is first
        with (Path(tempfile.gettempdir()) / "homl-postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _here():
                _keep_debian_from_starting_one()
                _quietly("apt-get", "update", "-qq")
                _quietly("apt-get", "install", "-y", "--no-install-recommends", "postgresql")
    return _here()


def _here() -> Path | None:
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    on_path = shutil.which("initdb")
    folders = [*newest, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if all((folder / name).exists() for name in ("initdb", "postgres"))), None)


def _keep_debian_from_starting_one() -> None:
    """Its package would make a cluster of its own and start it."""
    settings = Path("/etc/postgresql-common/createcluster.d/homl-tests.conf")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("create_main_cluster = false\n")


def _user(name: str) -> struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _quietly(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with suppress(subprocess.TimeoutExpired):  # it waits long for a network that is not there
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=240)
