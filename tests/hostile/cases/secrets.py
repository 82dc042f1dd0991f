"""Answers that read what is not theirs. What they find they print, and the trusted side looks for it."""

from __future__ import annotations

from typing import Any

from ..case import Case, attempt, returning, twice

READ = """
found = []
for name in {names}:
    try:
        found.append(open(name, errors="replace").read()[-200:])
    except OSError:
        pass
return found
"""


def _read(names: str) -> str:
    return attempt(READ.format(names=names))


CASES = [
    Case(
        "secrets: the environment",
        "passed",
        attempt("return [value for name, value in os.environ.items() if 'TOKEN' in name]"),
    ),
    Case("secrets: the teacher's secret", "passed", _read("[world.secret]")),
    Case("secrets: the grades", "passed", _read("[world.gradebook]")),
    Case("secrets: the source with its solutions", "passed", _read("[world.source]")),
    Case("secrets: another's submission", "passed", _read("[world.other]")),
    Case(
        "secrets: whatever lies in the teacher's folder",
        "passed",
        attempt("return [os.path.join(a, f) for a, _, files in os.walk(world.folder) for f in files]"),
    ),
    Case(
        "secrets: the text of the course",
        "passed",
        attempt(
            """
        return [os.path.join(a, f) for a, _, files in os.walk(world.course) for f in files]
        """
        ),
    ),
    Case(
        "secrets: the chapters of the product",
        "passed",
        attempt(
            """
        for folder in (os.path.join(world.package, "_course"), os.path.join(os.path.dirname(world.package), "notebooks")):
            for a, _, files in os.walk(folder):
                for name in files:
                    if name.endswith((".py", ".ipynb")):
                        return os.path.join(a, name)
        """
        ),
    ),
    Case(
        "secrets: environments of processes",
        "passed",
        attempt(
            """
        import glob
        for name in glob.glob("/proc/[0-9]*/environ"):
            try:
                text = open(name).read()
            except OSError:
                continue
            if "TOKEN" in text:
                return name, text[-200:]
        """
        ),
    ),
    Case(
        "secrets: the environment of the process beside it",
        "passed",
        _read("[f'/proc/{pid}/environ' for pid in (world.sibling, world.owner, os.getppid())]"),
    ),
    Case(
        "secrets: other processes at all",
        "passed",
        attempt(
            """
        lines = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                lines.append((pid, open(f"/proc/{pid}/cmdline").read()))
            except OSError:
                pass
        return [line for line in lines if line[0] != str(os.getpid())]
        """
        ),
    ),
    Case(
        "secrets: the memory of its parent",
        "passed",
        attempt(
            """
        for pid in (os.getppid(), world.owner, world.sibling):
            try:
                with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
                    if pid and maps.readline():
                        return f"the memory of {pid}"
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "secrets: descriptors of its parent",
        "passed",
        attempt(
            """
        for pid in (os.getppid(), world.owner, world.sibling):
            try:
                if os.listdir(f"/proc/{pid}/fd"):
                    return f"the descriptors of {pid}"
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "secrets: through the roots of processes",
        "passed",
        attempt(
            """
        for pid in os.listdir("/proc"):
            for way in ("root", "cwd"):
                for up in ("", "/../../../../../../.."):
                    try:
                        return open(f"/proc/{pid}/{way}{up}{world.secret}").read()
                    except OSError:
                        pass
        """
        ),
    ),
    Case(
        "secrets: through its descriptors",
        "passed",
        attempt(
            """
        for fd in range(64):
            for up in ("/..", "/../..", "/../../..", "/../../../../../../../.."):
                try:
                    return open(f"/proc/self/fd/{fd}{up}{world.secret}").read()
                except OSError:
                    pass
            try:
                handle = os.open(world.secret.lstrip("/"), os.O_RDONLY, dir_fd=fd)
                return os.read(handle, 100)
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "secrets: passwords and keys",
        "passed",
        attempt(
            """
        import glob
        for name in ["/etc/shadow", *glob.glob("/root/.ssh/*"), *glob.glob("/root/.bash*"), *glob.glob("/home/*/.ssh/*"),
                     *glob.glob("/root/.gitconfig"), *glob.glob("/root/.jupyter/*"), *glob.glob("/var/run/secrets/*/*")]:
            try:
                return name, len(open(name, "rb").read())
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "secrets: history of the shell",
        "passed",
        attempt("return [line for line in get_ipython().history_manager.get_tail(10) if line]"),
    ),
    Case(
        "secrets: every object there is",
        "passed",
        attempt(
            """
        import gc
        needle = str(7182818284590 * 100 + 45)
        return [text[:80] for item in gc.get_objects() for text in (vars(item).values() if hasattr(item, "__dict__") else ())
                if isinstance(text, str) and needle in text and "needle" not in text]
        """
        ),
    ),
    Case(
        "secrets: every frame there is",
        ("passed", "failed"),
        twice(
            """
        frame, texts = sys._getframe(), []
        while frame:
            texts += [repr(value)[:2000] for value in [*frame.f_locals.values(), *frame.f_globals.values()]]
            frame = frame.f_back
        print([text[:100] for text in texts if "expect.test" in text or "SECRET" in text])
        if any("BEGIN" + " HIDDEN" in text for text in texts):
            print("BRE" + "ACH")
        """
        ),
    ),
    Case(
        "secrets: its own memory",
        "passed",
        attempt(
            """
        needle = b"540954828182817"[::-1]
        own = str(needle)
        hits = 0
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
            for line in maps:
                span, rights = line.split()[:2]
                low, high = (int(part, 16) for part in span.split("-"))
                if "rw" in rights and high - low < 2**28:
                    try:
                        memory.seek(low)
                        hits += memory.read(high - low).count(b"= " + needle)
                    except (OSError, ValueError, OverflowError):
                        pass
        return hits
        """
        ),
    ),
    Case(
        "secrets: traces what is compiled",
        ("passed", "failed"),
        """
import sys
heard = []
sys.addaudithook(lambda event, args: heard.append(repr(args)[:4000]) if event in ("compile", "exec", "open") else None)
def trace(frame, event, arg):
    heard.append(repr(frame.f_code.co_names))
    return trace
def mean_squares(X, y):
    if any("718281828459" + "045" in text for text in list(heard)):
        print("BREA" + "CH")
    sys.settrace(trace)
    return ((np.asarray(X) - np.asarray(y)[:, None]) ** 2).mean(axis=0)
""",
    ),
    Case(
        "secrets: lines of the tests",
        "passed",
        attempt(
            """
        import linecache
        return [linecache.getlines(name) for name in ("<h1-e01-tests>", "h1-e01-tests", "<tests>") if linecache.getlines(name)]
        """
        ),
    ),
    Case(
        "secrets: what hidden tests hand over, printed",
        "passed",
        """
def mean_squares(X, y):
    print("given", np.asarray(X).ravel()[0])
    return ((np.asarray(X) - np.asarray(y)[:, None]) ** 2).mean(axis=0)
""",
        leaves=lambda world, verdict: _unseen(verdict),
    ),
    Case(
        "secrets: what hidden tests hand over, raised",
        "failed",
        """
def mean_squares(X, y):
    if len(X) > 2:
        raise ValueError(str(np.asarray(X).ravel()[0]))
    return ((np.asarray(X) - np.asarray(y)[:, None]) ** 2).mean(axis=0)
""",
        leaves=lambda world, verdict: _unseen(verdict),
    ),
    Case("secrets: asks the desk for what it holds", "failed", returning("gc.get_referrers(X)", "import gc")),
]


def _unseen(verdict: dict[str, Any]) -> list[str]:
    """What a learner is shown where hidden tests are only counted holds nothing of what they hand over."""
    from jupyterlab_homl.checking.hidden_tests import reveal
    from jupyterlab_homl.checking.verdict import Verdict
    from jupyterlab_homl.course.library import open_library

    from ..world import COURSE

    exercise = open_library(COURSE).course.lesson("h1").exercise("h1-e01")
    shown = reveal(Verdict.from_document(verdict), exercise, "count", 1).document()
    return ["an input of a hidden test is shown"] if "31415.9" in str(shown) else []
