"""Answers that write where they must not, or leave a mess."""

from __future__ import annotations

from typing import Any

from ..case import Case, attempt

EVERYWHERE = """
for place in world.places:
    try:
        with open(os.path.join(place, world.mark), "w") as file:
            file.write("here")
    except OSError:
        pass
"""


def _nothing_changed(source: str, name: str, **more: Any) -> Case:
    return Case(name, "passed", attempt(source), **more)


CASES = [
    _nothing_changed(EVERYWHERE, "files: writes everywhere"),
    _nothing_changed(
        "for name in (world.secret, world.gradebook):\n    open(name, 'a').write('forged')", "files: adds to the grades"
    ),
    _nothing_changed("open(world.gradebook, 'w').close()", "files: empties the grades"),
    _nothing_changed("import shutil\nshutil.rmtree(world.folder)", "files: deletes the teacher's folder"),
    _nothing_changed("os.rename(world.gradebook, world.gradebook + '.old')", "files: renames the grades"),
    _nothing_changed(
        "import os\nos.chmod(world.secret, 0)\nos.chmod(world.gradebook, 0)",
        "files: takes permissions away",
        leaves=lambda world, verdict: [] if (world.folder / "secret.txt").stat().st_mode & 0o777 else ["it did"],
    ),
    _nothing_changed(
        "os.symlink(world.folder, 'in')\nopen('in/gradebook.db', 'a').write('forged')", "files: writes through a link"
    ),
    _nothing_changed(
        "os.symlink(world.folder, 'in')\nos.mkdir('d')\nos.symlink(world.gradebook, 'd/g')\nos.symlink('/', 'root')",
        "files: leaves links for whoever cleans up",
    ),
    _nothing_changed(
        "os.link(world.gradebook, 'mine')\nopen('mine', 'a').write('forged')", "files: a second name for the grades"
    ),
    _nothing_changed("os.symlink(world.secret, os.path.join(world.folder, world.mark))", "files: plants a link"),
    _nothing_changed(
        """
        sys.path_importer_cache.clear()
        target = os.path.join(world.package, "toolkit", world.mark)
        open(target, "w").write("forged")
        open(os.path.join(world.package, world.mark), "w").write("forged")
        """,
        "files: changes the product",
        leaves=lambda world, verdict: _in_package(world),
    ),
    _nothing_changed(
        """
        for number in range(16):
            with open(f"f{number}", "wb") as file:
                for _ in range(64):
                    file.write(b"x" * 2**20)
        return "a gigabyte on the disk"
        """,
        "files: fills the disk",
        harmful=True,
    ),
    _nothing_changed(
        """
        with open("sparse", "wb") as file:
            file.truncate(2**42)
        return os.stat("sparse").st_size
        """,
        "files: a huge empty file",
    ),
    _nothing_changed(
        """
        for number in range(300_000):
            open(f"n{number}", "w").close()
        return "as many files as it likes"
        """,
        "files: very many",
        harmful=True,
    ),
    _nothing_changed(
        """
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
        """,
        "files: folders three thousand deep",
    ),
    _nothing_changed(
        """
        os.makedirs("locked/in")
        open("locked/in/file", "w").close()
        os.chmod("locked/in", 0)
        os.chmod("locked", 0)
        os.chmod(".", 0)
        """,
        "files: a folder that nobody may clear",
    ),
    _nothing_changed(
        r"""
        open(b"\xff\xfe\n", "w").close()
        open("-rf", "w").close()
        os.mkfifo("pipe")
        import socket
        held = socket.socket(socket.AF_UNIX)
        held.bind("socket")
        """,
        "files: names and kinds that trip",
    ),
    _nothing_changed(
        """
        import stat
        os.mknod("disk", 0o600 | stat.S_IFBLK, os.makedev(8, 0))
        return "a disk of its own"
        """,
        "files: makes a device",
    ),
    _nothing_changed("os.rmdir(os.getcwd())\nos.mkdir(os.path.join('..', world.mark))", "files: removes its own folder"),
    _nothing_changed(
        """
        found = []
        for name in ("../judge", ".."):
            with open(os.path.join(name, world.mark), "w") as file:
                file.write("from an imported module")
        """,
        "files: writes beside itself",
    ),
    _nothing_changed(
        """
        with open("/proc/self/mem", "r+b") as memory:
            pass
        for name in ("/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/sys/power/state", "/dev/mem", "/dev/kmsg",
                     "/sys/kernel/mm/transparent_hugepage/enabled", "/proc/sys/vm/overcommit_memory"):
            try:
                os.close(os.open(name, os.O_WRONLY))
            except OSError:
                continue
            return f"{name} opened for writing"
        """,
        "files: the kernel's own",
    ),
    _nothing_changed(
        """
        for name in ("/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/loop-control", "/dev/fuse", "/dev/kvm"):
            try:
                os.close(os.open(name, os.O_RDONLY))
            except OSError:
                continue
            return f"{name} opened"
        """,
        "files: the disk itself",
    ),
]


def _in_package(world: Any) -> list[str]:
    from ..world import PACKAGE

    made = PACKAGE / "toolkit" / world.mark
    if made.exists():
        made.unlink()
        return ["it wrote into the product"]
    return []
