"""What an attack could harm or find out: planted, named to the attack, and looked at afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sysconfig
import tempfile
import uuid
from pathlib import Path

import jupyterlab_homl

PACKAGE = Path(jupyterlab_homl.__file__).resolve().parent
COURSE = Path(__file__).resolve().parent / "course"

#: Found in the hidden tests and in the solution; never in a verdict.
HIDDEN = ("718281828459045", "solution_7182818")


class World:
    """A teacher's folder, a process, two listeners and a few open doors, all of them bait.

    Parameters
    ----------
    base : Path
        A folder of its own.
    secret : str
        What must not come out.
    """

    def __init__(self, base: Path, secret: str) -> None:
        self.base = base
        self.mark = f"hostile-{uuid.uuid4().hex[:12]}"
        self.secret = secret
        self.folder = base / "teacher"
        (self.folder / "source" / "h1").mkdir(parents=True)
        (self.folder / "submitted" / "ada" / "h1").mkdir(parents=True)
        self._plant("secret.txt", self.secret)
        self._plant("gradebook.db", f"SQLite format 3\0 {self.secret}")
        self._plant("source/h1/exercises.ipynb", f'{{"solution": "{self.secret}"}}')
        self._plant("submitted/ada/h1/exercises.ipynb", f'{{"answer": "{self.secret}"}}')
        self._planted = self._contents()
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.folder / "listener"))
        os.chmod(self.folder / "listener", 0o777)
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0{self.mark}")
        for listener in (self.tcp, self.unix, self.abstract):
            listener.listen()
            listener.setblocking(False)
        self.sibling = subprocess.Popen(["sleep", "600"], env={**os.environ, "SIBLING_TOKEN": self.secret})
        self.hostname = socket.gethostname()

    def _plant(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o666)
        path.parent.chmod(0o777)

    def _contents(self) -> dict[str, bytes | str]:
        return {
            str(path.relative_to(self.folder)): (os.readlink(path) if path.is_symlink() else path.read_bytes())
            for path in self.folder.rglob("*")
            if path.is_symlink() or path.is_file()
        }

    def told(self) -> str:
        """The first lines of an attack: where everything is."""
        facts = {
            "folder": str(self.folder),
            "secret": str(self.folder / "secret.txt"),
            "gradebook": str(self.folder / "gradebook.db"),
            "source": str(self.folder / "source/h1/exercises.ipynb"),
            "other": str(self.folder / "submitted/ada/h1/exercises.ipynb"),
            "socket": str(self.folder / "listener"),
            "abstract": f"\0{self.mark}",
            "port": self.tcp.getsockname()[1],
            "sibling": self.sibling.pid,
            "owner": os.getpid(),
            "mark": self.mark,
            "package": str(PACKAGE),
            "course": str(COURSE),
            "places": [str(place) for place in self.places()],
            "namespace": os.readlink("/proc/self/ns/pid"),
        }
        return "class world:\n" + "".join(f"    {name} = {value!r}\n" for name, value in facts.items())

    def places(self) -> list[Path]:
        """Folders that an attack may try to write to."""
        found = [
            Path("/tmp"),
            Path("/var/tmp"),
            Path("/dev/shm"),
            Path("/"),
            Path("/etc"),
            Path("/run"),
            Path.home(),
            Path(tempfile.gettempdir()),
            self.folder,
            PACKAGE,
            PACKAGE.parent,
            COURSE,
            Path(sysconfig.get_path("purelib")),
        ]
        return list(dict.fromkeys(found))

    def harm(self) -> list[str]:
        """What has been done since the last look, a sentence each; the world is whole again afterwards."""
        found = []
        try:
            contents = self._contents()
        except OSError as error:
            found.append(f"the teacher's folder cannot be read: {error}")
            contents = {}
        found += [
            f"the teacher's {name} was {'changed' if name in self._planted else 'made'}"
            for name in sorted(self._planted.keys() | contents.keys())
            if self._planted.get(name) != contents.get(name)
        ]
        if found:
            self._repair(contents)
        for kind, listener in (("TCP", self.tcp), ("Unix", self.unix), ("abstract", self.abstract)):
            if _was_called(listener):
                found.append(f"the {kind} listener was called")
        if self.sibling.poll() is not None:
            found.append(f"the process beside it ended ({self.sibling.returncode})")
            self.sibling = subprocess.Popen(["sleep", "600"], env={**os.environ, "SIBLING_TOKEN": self.secret})
        elif Path(f"/proc/{self.sibling.pid}/stat").read_text().rpartition(")")[2].split()[0] in "Tt":
            found.append("the process beside it was stopped")
        for place in self.places():
            written = place / self.mark
            if os.path.lexists(written):
                found.append(f"{written} was made")
                clear(written) if written.is_dir() and not written.is_symlink() else written.unlink()
        if socket.gethostname() != self.hostname:
            found.append("the machine was renamed")
            socket.sethostname(self.hostname)
        return found

    def _repair(self, contents: dict[str, bytes | str]) -> None:
        for name in contents.keys() - self._planted.keys():
            (self.folder / name).unlink()
        for name, text in self._planted.items():
            path = self.folder / name
            if path.is_symlink():
                path.unlink()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def close(self) -> None:
        """Take everything away."""
        self.sibling.kill()
        self.sibling.wait()
        for listener in (self.tcp, self.unix, self.abstract):
            listener.close()
        clear(self.base)


def clear(folder: Path) -> None:
    """Remove a folder however deep it is, which Python cannot."""
    subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL, check=False)


def _was_called(listener: socket.socket) -> bool:
    called = False
    while True:
        try:
            listener.accept()[0].close()
            called = True
        except OSError:
            return called
