"""Real processes: what ends how, cold and forked alike."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.check import WORKERS, check
from jupyterlab_homl.checking.plan import learner_cells, plan
from jupyterlab_homl.checking.verdict import HiddenCount, Verdict
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Exercise, Lesson
from jupyterlab_homl.engine.launch import forkserver_client
from jupyterlab_homl.engine.launch.forkserver import NOT_SEALED
from jupyterlab_homl.engine.launch.launcher import ColdChild, ColdLauncher
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.engine.runs.session import Session
from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Limits
from jupyterlab_homl.errors import NoEngine
from tests.paths import COURSE, ROOT
from tests.present import present
from tests.waiting import wait_for

LIMITS = Limits(check_timeout=2.0, memory=512 * MEGABYTE, output=100_000)
ENGINES = {ColdLauncher: "cold", WarmLauncher: "forked"}
RIGHT = "def double(x):\n    return 2 * np.asarray(x)"


def checked(
    lesson: Lesson, exercise: Exercise, notebook: dict[str, list[dict[str, Any]]], *args: Any, **kwargs: Any
) -> Verdict:
    """The verdict on a learner's notebook."""
    return check(plan(lesson, exercise, learner_cells(notebook), ("helper.py", "rows.csv")), *args, **kwargs)


@pytest.fixture(scope="module", params=["cold", "forked"])
def launcher(request: pytest.FixtureRequest) -> Iterator[ColdLauncher | WarmLauncher]:
    launcher = ColdLauncher() if request.param == "cold" else WarmLauncher(WORKERS, ["numpy"])
    yield launcher
    launcher.close()


@pytest.fixture
def judge(launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]) -> Callable[..., Verdict]:
    lesson = library.course.lesson("t1")

    def run(source: str, cancel: threading.Event | None = None) -> Verdict:
        return checked(lesson, lesson.exercise("t1-e01"), answered(source), launcher, LIMITS, cancel)

    return run


def test_a_right_answer_passes_and_the_way_is_told(
    judge: Callable[..., Verdict], launcher: ColdLauncher | WarmLauncher
) -> None:
    verdict = judge(RIGHT)
    assert (verdict.status, verdict.score, verdict.engine) == ("passed", 1.0, ENGINES[type(launcher)])
    assert verdict.judged == "outside"


FORGED = """
import os, struct
documents = (b'{"event": "ran", "seconds": "x"}', b'{"event": "setup_failed", "error": 5}', b'{"event": "error"}')
for fd in range(3, 40):
    try:
        os.write(fd, b''.join(struct.pack('!I', len(document)) + document for document in documents))
    except OSError:
        pass
"""

CASES = {
    "an error while cells run": ("print('so far')\n1 / 0", "error", "Line 2 raised *ZeroDivisionError"),
    "a syntax error": ("def double(x)\n    return x", "error", "Python cannot read line 1"),
    "a very long number": ("def double(x):\n    return 2**20000", "failed", "so many digits"),
    "forged words": (FORGED + "while True: pass", "error", "raised"),
    "a loop without end": ("def double(x):\n    n = 0\n    while True:\n        n += 1", "timed_out", "in line"),
    "a loop that swallows interrupts": (
        "def double(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "timed_out",
        "Stopped after 2 s",
    ),
    "too much memory": ("def double(x):\n    return np.ones(10**9)", "out_of_memory", "of memory"),
    "too much output": ("def double(x):\n    while True:\n        print('x' * 1000)", "output_limit", "was printed"),
    "leaving the process": ("import os\ndef double(x):\n    os._exit(0)", "died", "ended before"),
    "crashing": ("import ctypes\nctypes.string_at(0)", "died", "ended before"),
    "waiting": ("import time\ntime.sleep(9)", "timed_out", "in line 2, where it waits and computes nothing"),
    "waiting for a program": ("!sleep 9", "timed_out", "in line 1, where it waits and computes nothing"),
    "starting many processes": (
        "import subprocess\nall = [subprocess.Popen(['sleep', '9']) for _ in range(9)]\nwhile True: pass",
        "timed_out",
        "10 processes and threads were at work",
    ),
    "a file that is too large": ("np.save('a.npy', np.zeros(10**7))", "error", "may have 64 MB in all"),
    "an exception that is called as Python's": (
        "class ValueError(Exception): pass\ndef double(x): raise ValueError('no')",
        "failed",
        "raised *__main__.ValueError",
    ),
    "exit in a function": ("import sys\ndef double(x):\n    sys.exit(1)", "failed", "Line 3 raised *SystemExit*: `exit`"),
    "asking for input": ("def double(x):\n    return float(input('x? '))", "failed", "waits for somebody to type"),
    "lines that do not line up": ("def double(x):\n        y = 2\n    return y * x", "error", "Python cannot read line 3"),
    "a character of another keyboard": ("def double（x）:\n    return 2 * x", "error", "in column 11 there is `（`"),
    "a letter of another alphabet": ("def d\u043euble(x):\n    return 2 * x", "failed", "only looks like `o`"),
    "text of a web page in a function": ("def double(x):\n    return x * 3 &lt; 4", "failed", "Type `<` in its place"),
    "a download": ("from urllib.request import urlopen\nurlopen('http://example.com')", "error", "without network access"),
    "a module of one's own": ("import helper", "error", "`helper.py` is next to your notebook"),
    "a file of one's own": ("def double(x):\n    return open('rows.csv')", "failed", "`rows.csv` is next to your notebook"),
    "too deep": ("def double(x):\n    return double(x)", "failed", "RecursionError"),
    "a result without end": ("def double(x):\n    a = []\n    a.append(a)\n    return a", "failed", "nested deeper"),
    "a result that is huge": ("def double(x):\n    return np.ones(10**7)", "failed", "too large"),
    "closing every channel": ("import os\nos.closerange(3, 64)", "died", "ended before"),
}


AS_IN_A_KERNEL = f"""%cd /tmp
%pushd /tmp
%bookmark here
%rehashx
%store -r
%pip install seaborn
!python -m pip install seaborn
import asyncio, sys
assert sys.argv[0].endswith("ipykernel_launcher.py"), sys.argv
asyncio.get_running_loop()
await asyncio.sleep(0)
{RIGHT}
try:
    asyncio.run(asyncio.sleep(0))
except RuntimeError:
    exit()
1 / 0
"""


def test_a_cell_runs_as_in_a_kernel(judge: Callable[..., Verdict]) -> None:
    verdict = judge(AS_IN_A_KERNEL)
    assert verdict.status == "passed", verdict.explanation
    assert verdict.output.count("Nothing is installed here") == 2
    assert [note.text for note in verdict.notes] == [
        "Line 17 ended its cell (`exit`, `quit` or `sys.exit`), so what stands below it did not run."
    ]


def test_what_stands_below_an_exit_is_missing(judge: Callable[..., Verdict]) -> None:
    verdict = judge("import sys\nsys.exit(1)\n" + RIGHT)
    assert verdict.status == "failed"
    assert len(verdict.notes) == 1


READY_AGAIN = """
import gc, io, os, stat, struct, time
said = [o for o in gc.get_objects() if isinstance(o, io.BufferedWriter) and not o.closed]
control, = (o for o in said if stat.S_ISSOCK(os.fstat(o.fileno()).st_mode))
until = time.monotonic() + 6
while time.monotonic() < until:
    control.write(struct.pack('!I', 18) + b'{"event": "ready"}')
    control.flush()
    time.sleep(0.2)
"""


def test_the_clock_is_not_put_back_by_an_answer_that_says_it_is_ready_again(judge: Callable[..., Verdict]) -> None:
    assert judge(READY_AGAIN + RIGHT).status == "timed_out"


WORKING = """
import os, time
os.sched_setaffinity(0, {core})
until = time.process_time() + 0.9
while time.process_time() < until:
    pass
"""


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not tell the wait for a core")
def test_the_time_for_which_others_have_the_core_is_not_counted(judge: Callable[..., Verdict]) -> None:
    core = min(os.sched_getaffinity(0))
    busy = [sys.executable, "-c", f"import os\nos.sched_setaffinity(0, {{{core}}})\nwhile True: pass"]
    others = [subprocess.Popen(busy) for _ in range(2)]
    try:
        verdict = judge(WORKING.replace("{core}", str({core})) + RIGHT)
    finally:
        for other in others:
            other.kill()
            other.wait()
    assert verdict.status == "passed"


@pytest.mark.parametrize("name", CASES)
def test_other_ends(judge: Callable[..., Verdict], name: str) -> None:
    source, status, words = CASES[name]
    verdict = judge(source)
    told = [verdict.explanation, *(test.message for test in verdict.tests)]
    assert verdict.status == status
    assert verdict.score == 0
    assert any(words in message.text for message in told if message)


def test_the_first_error_has_its_place(judge: Callable[..., Verdict]) -> None:
    error = present(judge("a = 1\n\nb = a.c").first_error)
    assert (error.name, error.line, present(error.cell).split(":")[0]) == ("AttributeError", 3, "t1-e01")


def test_a_warning_names_the_line_of_the_answer_and_leaving_adds_nothing_to_what_is_printed(
    judge: Callable[..., Verdict],
) -> None:
    assert judge("import warnings\nwarnings.warn('careful')\n" + RIGHT).output.startswith("line 2: UserWarning: careful\n")
    assert judge("import sys\nsys.exit(1)").output == ""


def test_what_was_printed_is_kept(judge: Callable[..., Verdict]) -> None:
    verdict = judge("import os\nprint('from Python')\nos.write(1, b'from below')\n" + RIGHT)
    assert "from Python" in verdict.output
    assert "from below" in verdict.output
    assert judge(RIGHT + "\n1 + 1").output == "2\n"  # as the notebook shows a last line, without a prompt
    assert judge(RIGHT + "\n...").output == ""  # what is left of the stub


def test_a_name_from_another_cell_has_words_of_its_own(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    notebook = answered("def double(x):\n    return factor * x")
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "factor = 2"})
    lesson = library.course.lesson("t1")
    verdict = checked(lesson, lesson.exercise("t1-e01"), notebook, launcher, LIMITS)
    assert present(verdict.tests[0].message).text.startswith("`factor` is not known here.")


def test_nothing_is_left_behind(judge: Callable[..., Verdict]) -> None:
    mark = f"left-behind-{uuid.uuid4().hex}"
    source = f"import os\nif os.fork() == 0:\n    os.execvp('sleep', [{mark!r}, '600'])\n"
    assert judge(source + RIGHT).status == "passed"
    wait_for(lambda: not any(mark.encode() in command_line(pid) for pid in os.listdir("/proc") if pid.isdigit()))


def command_line(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_secrets_are_not_in_the_environment(judge: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_API_TOKEN", "secret")
    assert judge("import os\nassert 'JPY_API_TOKEN' not in os.environ\n" + RIGHT).status == "passed"


def test_a_check_is_cancelled(judge: Callable[..., Verdict]) -> None:
    cancel = threading.Event()
    threading.Timer(0.5, cancel.set).start()
    started = time.monotonic()
    assert judge("while True: pass", cancel).status == "cancelled"
    assert time.monotonic() - started < 30


def test_set_up_that_cannot_run_is_no_verdict(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    from dataclasses import replace

    from jupyterlab_homl.course.model import Cell

    lesson = replace(library.course.lesson("t1"), setup=(Cell("setup-1", "import no_such_library"),))
    with pytest.raises(NoEngine, match="no_such_library"):
        checked(lesson, lesson.exercise("t1-e01"), answered(RIGHT), launcher, LIMITS)


def test_random_numbers_differ_between_forks(judge: Callable[..., Verdict]) -> None:
    source = "print(np.random.rand())\n" + RIGHT
    assert judge(source).output != judge(source).output


def test_the_fork_server_ends_with_its_owner_however_that_ends(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from jupyterlab_homl.engine.launch.warm import WarmLauncher\n"
        "w = WarmLauncher(preload=[]); w.warm('light')\n"
        "s = w._servers['light']; print(s._process.pid, s._folder.name, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    owner = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    number, name = owner.stdout.split()
    server, folder = int(number), Path(name)
    wait_for(lambda: not running(server))
    assert not folder.exists()


def running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_a_timeout_says_which_of_several_cells(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    lesson = library.course.lesson("t1")
    notebook = answered("def double(x):\n    return helper()")
    at = next(n for n, cell in enumerate(notebook["cells"]) if cell["metadata"].get("homl", {}).get("role") == "answer")
    helper = {"cell_type": "code", "metadata": {}, "source": "def helper():\n    while True:\n        pass"}
    notebook["cells"].insert(at, helper)
    verdict = checked(lesson, lesson.exercise("t1-e01"), notebook, launcher, LIMITS)
    values = present(verdict.explanation).values
    assert (verdict.status, values["cell"]) == ("timed_out", str(at + 1))
    assert values["line"] in (2, 3)
    assert f"of cell {at + 1}" in present(verdict.explanation).text


def test_a_fork_server_that_died_is_started_again(library: Library, answered: Callable[..., Any]) -> None:
    launcher = WarmLauncher(WORKERS, ["numpy"])
    lesson = library.course.lesson("t1")
    try:
        for _ in range(2):
            assert checked(lesson, lesson.exercise("t1-e01"), answered(RIGHT), launcher, LIMITS).status == "passed"
            server = launcher._servers["light"]
            os.kill(server._process.pid, 9)
            wait_for(lambda: server.gone)  # noqa: B023 - it is called at once
    finally:
        launcher.close()


def test_a_judge_that_is_broken_is_no_verdict(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    from dataclasses import replace

    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e01")
    broken = replace(exercise.tests[0], source="import no_such_library\n" + exercise.tests[0].source)
    with pytest.raises(NoEngine, match="no_such_library"):
        checked(lesson, replace(exercise, tests=(broken,)), answered(RIGHT), launcher, LIMITS)


@pytest.mark.parametrize("number", [9, 19], ids=["killed", "stopped"])
def test_a_fork_server_that_is_lost_during_a_check(
    library: Library, answered: Callable[..., Any], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No pass comes of it, nothing of it goes on, and the next check is as good as any."""
    monkeypatch.setattr(forkserver_client, "END_TIMEOUT", 1.5)  # one that was stopped is waited for three times
    launcher = WarmLauncher(WORKERS, ["numpy"])
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e01")
    try:
        launcher.warm("light")
        server = launcher._servers["light"]
        found: list[Any] = []

        def attack() -> None:
            wait_for(lambda: len(server._children) >= 2)
            found.extend(server._children)
            os.kill(server._process.pid, number)

        thread = threading.Thread(target=attack)
        thread.start()
        try:
            verdict = checked(lesson, exercise, answered("while True: pass"), launcher, LIMITS)
        except NoEngine:
            verdict = None  # the judge went with its server: no verdict
        thread.join()
        assert verdict is None or verdict.status in ("timed_out", "died")
        assert checked(lesson, exercise, answered(RIGHT), launcher, LIMITS).status == "passed"
        assert len(found) == 2
        assert not any(map(running, found))
    finally:
        launcher.close()


def test_what_a_sealed_answer_sees(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    """Its own processes, its own folder and the libraries; no other file, no network, no other user's rights."""
    lesson = library.course.lesson("t1")
    look = """
import json, os, socket
try:
    socket.create_connection(("127.0.0.1", 22), 1)
    network = True
except OSError as error:
    network = error.strerror
print(json.dumps({"pid": os.getpid(), "root": sorted(os.listdir("/")), "network": network,
                  "cwd": os.listdir("."), "variables": sorted(os.environ)}))
"""
    verdict = checked(lesson, lesson.exercise("t1-e01"), answered(look + RIGHT), launcher, LIMITS)
    if verdict.sandbox == "limits":
        pytest.skip("this system does not let processes be sealed")
    assert verdict.sandbox == {"cold": "bubblewrap", "forked": "namespaces"}[verdict.engine]
    assert (verdict.status, verdict.unenforced) == ("passed", ())
    seen = json.loads(verdict.output)
    assert seen["pid"] == 1
    assert set(seen["cwd"]) <= {"profile_default"}
    assert seen["network"] in ("Network is unreachable", "Connection refused")
    assert not {"boot", "mnt", "srv", "sys", "var"} & set(seen["root"])
    assert not [name for name in seen["variables"] if "TOKEN" in name or "JUPYTER" in name]


def test_answers_and_judges_load_data_sets_and_read_shared_downloads(
    library: Library, answered: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes with the course or from a package is there without a network; the shared folder cannot be changed."""
    monkeypatch.setenv("HOML_DATA", str(tmp_path))
    tmp_path.chmod(0o755)  # all users may read a shared folder
    (tmp_path / "thing").mkdir()
    (tmp_path / "thing" / "thing.bin").write_bytes(b"here")
    names = "('births', 'emails', 'fashion_mnist', 'glyphs', 'housing', 'mnist5k', 'nations', 'penguins', 'series')"
    loads = f"from jupyterlab_homl.toolkit import datasets\nsizes = [len(datasets.load(name)) for name in {names}]\n"
    look = """
import os
from pathlib import Path
shared = Path(os.environ["HOML_DATA"]) / "thing" / "thing.bin"
assert shared.read_bytes() == b"here"
try:
    shared.write_bytes(b"changed")
except OSError as error:
    print(error.strerror)
"""
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e01")
    judged = replace(exercise, tests=tuple(replace(cell, source=f"{loads}{cell.source}") for cell in exercise.tests))
    launcher = WarmLauncher(WORKERS)
    try:
        verdict = checked(lesson, judged, answered(loads + look + RIGHT), launcher, Limits(check_timeout=60.0))
    finally:
        launcher.close()
    assert (verdict.status, [message.text for message in verdict.messages]) == ("passed", [])
    if verdict.sandbox != "limits":
        assert verdict.output.strip() == "Read-only file system"
    assert (tmp_path / "thing" / "thing.bin").read_bytes() == b"here"


LOOKING_INSIDE = """
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, estimators, expect, figures

with expect.test("estimators"):
    model = answer.make()
    estimators.unfitted(estimators.clonable(model))
    estimators.has_step(model, "StandardScaler")
    X, y = np.arange(20.0).reshape(10, 2), np.arange(10) > 4
    model.fit(X, y)
    estimators.fitted(model)
    estimators.score(model, X, y, at_least=0.9)

with expect.test("figures"):
    figures.line(figures.plot(answer.draw()), [0, 1], [2, 3])

with expect.test("behaviour"):
    behaviour.pure(answer.double, np.ones(3))
    behaviour.seeded(answer.shuffle, 9)
    behaviour.growth(answer.double, lambda size: (np.ones(size),), (1000, 2000), at_most=5)

with expect.test("frames"):
    expect.frame(answer.select(pd.DataFrame({"a": ["x", None], "b": [1, 2]})), pd.DataFrame({"b": [1, 2]}))
"""

INSIDE = """
from matplotlib.figure import Figure
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

def make(): return make_pipeline(StandardScaler(), LogisticRegression())
def draw():
    ax = Figure().subplots()
    ax.plot([0, 1], [2, 3])
    return ax
def shuffle(n, seed): return np.random.default_rng(seed).permutation(n)
def select(table): return table[["b"]]
"""


def test_expectations_that_look_inside_work_in_a_sealed_process(library: Library, answered: Callable[..., Any]) -> None:
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e01")
    judged = replace(exercise, tests=(replace(exercise.tests[0], source=LOOKING_INSIDE),))
    launcher = WarmLauncher(WORKERS)
    try:
        verdict = checked(lesson, judged, answered(INSIDE + RIGHT), launcher, Limits(check_timeout=60.0))
    finally:
        launcher.close()
    assert (verdict.status, [message.text for message in verdict.messages]) == ("passed", [])
    assert len(verdict.tests) == 4


REFUSING = """
import ctypes, json, struct, sys
from pathlib import Path
from jupyterlab_homl.engine.launch import bubblewrap
from jupyterlab_homl.engine.sandbox import seccomp, syscalls

# What Docker's default profile does, and Ubuntu's: unshare is refused, whoever asks.
seccomp._NUMBERS["x86_64"] = (0xC000003E, (-1 & 0xFFFFFFFF,) * 6, (272,))
syscalls.control(syscalls.PR_SET_NO_NEW_PRIVS, 1)
seccomp.refuse_calls()

from jupyterlab_homl.checking.check import WORKERS, check
from jupyterlab_homl.checking.plan import learner_cells, plan
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.engine.sandbox.limits import Limits
from jupyterlab_homl.engine.launch.warm import WarmLauncher

library = open_library(Path(sys.argv[1]))
lesson = library.course.lesson("t1")
notebook = json.loads(json.dumps(library.notebook("t1", "exercises")))
for cell in notebook["cells"]:
    if cell["metadata"].get("nbgrader", {}).get("grade_id") == "t1-e01":
        cell["source"] = "import time\\ntime.sleep(0.2)\\ndef double(x):\\n    return 2 * np.asarray(x)"
if sys.argv[2] == "without bubblewrap":
    bubblewrap._program = lambda: ""
launcher = WarmLauncher(WORKERS, ["numpy"])
try:
    for _ in range(8):
        verdict = check(plan(lesson, lesson.exercise("t1-e01"), learner_cells(notebook)), launcher, Limits())
        print(verdict.status, verdict.sandbox, *verdict.unenforced)
finally:
    launcher.close()
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the refused call is that of x86-64")
@pytest.mark.parametrize("way", ["without bubblewrap", "with bubblewrap"])
def test_where_namespaces_are_refused_honest_answers_pass_and_it_is_said(way: str) -> None:
    course = COURSE
    said = subprocess.run(
        [sys.executable, "-c", REFUSING, course, way], capture_output=True, text=True, check=True, timeout=120
    )
    verdicts = set(said.stdout.splitlines())
    limits = "passed limits network files processes"
    assert verdicts == {limits} if way == "without bubblewrap" else verdicts in ({limits}, {"passed bubblewrap"})


def test_a_sandbox_that_is_required_and_not_to_be_had(library: Library, answered: Callable[..., Any]) -> None:
    lesson = library.course.lesson("t1")

    class Unsealed(ColdLauncher):
        def start(self, spec: Any) -> ColdChild:
            child = super().start(spec)
            child.sandbox = "limits"
            return child

    with pytest.raises(NoEngine, match="require_sandbox"):
        checked(lesson, lesson.exercise("t1-e01"), answered(RIGHT), Unsealed(), LIMITS, require_sandbox=True)


def test_a_process_that_could_not_be_sealed_is_no_verdict_and_the_sentence_fits(
    library: Library, answered: Callable[..., Any]
) -> None:
    lesson = library.course.lesson("t1")

    class Unsealable(ColdLauncher):
        def start(self, spec: Any) -> ColdChild:
            if spec.kind != "sealed":
                return super().start(spec)
            process = subprocess.Popen([sys.executable, "-c", f"raise SystemExit({NOT_SEALED})"])
            return ColdChild(process, process.pid, "namespaces")

    with pytest.raises(NoEngine, match="jupyter homl doctor") as caught:
        checked(lesson, lesson.exercise("t1-e01"), answered(RIGHT), Unsealable(), LIMITS)
    assert "require_sandbox" not in caught.value.message
    with pytest.raises(NoEngine, match=re.escape(caught.value.message)):
        Session(Unsealable(), LIMITS)


def test_an_unused_fork_server_is_ended_and_one_out_of_date_replaced(
    library: Library, answered: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher = WarmLauncher(WORKERS, ["numpy"], idle_timeout=0.2)
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e01")
    try:
        assert checked(lesson, exercise, answered(RIGHT), launcher, LIMITS).status == "passed"
        first = launcher._servers["light"]._process
        assert first.wait(20) is not None
        assert checked(lesson, exercise, answered(RIGHT), launcher, LIMITS).status == "passed"
        second = launcher._servers["light"]
        monkeypatch.setattr("jupyterlab_homl.engine.launch.warm.installed_libraries", lambda: frozenset({("new", 1)}))
        assert checked(lesson, exercise, answered(RIGHT), launcher, LIMITS).status == "passed"
        assert launcher._servers.get("light") is not second
        launcher.close_unused()
        assert second.gone
    finally:
        launcher.close()


def test_figures_and_magics_are_no_hindrance(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]
) -> None:
    lesson = library.course.lesson("t1")
    source = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n%time y = 1\n" + RIGHT
    patient = Limits(check_timeout=60.0)  # a cold process imports Matplotlib only now
    assert checked(lesson, lesson.exercise("t1-e01"), answered(source), launcher, patient).status == "passed"


def test_a_flood_on_every_channel_does_not_fill_the_engine(judge: Callable[..., Verdict]) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = (
        "import os, threading\ndef flood(fd):\n    try:\n        while True: os.write(fd, b'x' * 65536)\n"
        "    except OSError: pass\n"
        "for fd in range(3, 20):\n    threading.Thread(target=flood, args=(fd,), daemon=True).start()\nwhile True: pass"
    )
    assert judge(source).status in ("timed_out", "died", "output_limit", "failed")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


PATCHES = {
    "a function": "np.allclose = lambda *a, **k: True",
    "the code of a function": "np.allclose.__wrapped__.__code__ = (lambda *a, **k: True).__code__\nnp.allclose = 1",
    "builtins": "import builtins\nbuiltins.AssertionError = type('A', (Exception,), {})\nbuiltins.all = lambda *a: True",
    "a name of the set-up": "class np:\n    allclose = staticmethod(lambda *a: True)",
    "a transformer": (
        "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
        "get_ipython().ast_transformers.append(T())\nget_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])"
    ),
    "a trace": "import sys\nsys.settrace(lambda *a: None)\nsys.excepthook = print",
}


@pytest.mark.parametrize("name", PATCHES)
def test_asserts_are_judged_inside_after_what_was_patched_is_undone(
    launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any], name: str
) -> None:
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e04")
    wrong = f"{PATCHES[name]}\ndef half(x):\n    return 0"
    verdict = checked(lesson, exercise, answered(wrong, exercise.id), launcher, LIMITS)
    assert (verdict.status, verdict.judged) == ("failed", "inside")
    assert "This does not hold: `assert np.allclose(half([2.0, 4.0]), [1.0, 2.0])`" in present(verdict.tests[0].message).text


def test_asserts_that_hold(launcher: ColdLauncher | WarmLauncher, library: Library, answered: Callable[..., Any]) -> None:
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise("t1-e04")
    right = checked(lesson, exercise, answered("def half(x):\n    return np.asarray(x) / 2", exercise.id), launcher, LIMITS)
    assert (right.status, right.judged) == ("passed", "inside")
    assert [test.name for test in right.tests] == ["every assert holds", "every hidden assert holds"]
    lists = checked(lesson, exercise, answered("def half(x):\n    return [v / 2 for v in x]", exercise.id), launcher, LIMITS)
    assert (lists.status, lists.hidden) == ("failed", HiddenCount(0, 1))


LOOK_AT_KERAS = """
import random, warnings
tf.config.set_visible_devices([], "GPU")
tf.config.threading.set_intra_op_parallelism_threads(1)
layers = [keras.layers.Dense(3), keras.layers.Dense(3)]
print([layer.name for layer in layers], keras.Sequential([keras.Input((2,)), *layers]).name)
keras.utils.set_random_seed(3)
print(float(keras.ops.sum(keras.random.normal((4,)))), float(tf.random.normal(())), np.random.rand(), random.random())
print([batch.numpy().tolist() for batch in tf.data.Dataset.range(5).shuffle(5, seed=1).batch(2)])
print(sorted(name for name in dir() if not name.startswith("_")))
"""


def test_a_process_that_has_warmed_up_finds_tensorflow_as_a_new_process_does() -> None:
    from jupyterlab_homl.course.library import open_library

    course = open_library(ROOT / "notebooks", ["ch10"]).course
    lesson = course.lesson("ch10")
    exercise = lesson.exercise("ch10-e08")
    answer = {"nbgrader": {"grade_id": exercise.id, "solution": True}}
    notebook = {"cells": [{"cell_type": "code", "source": LOOK_AT_KERAS, "metadata": answer}]}
    printed = []
    for launcher in (ColdLauncher(), WarmLauncher(WORKERS, ["numpy", "sklearn.ensemble"])):
        try:
            launcher.warm("tensorflow")
            time.sleep(0.5)
            printed.append(checked(lesson, exercise, notebook, launcher, Limits(check_timeout=60.0)).output)
        finally:
            launcher.close()
    ours = [text.splitlines()[-4:] for text in printed]  # TensorFlow has its say first where it is imported
    assert ours[0] == ours[1]
    assert ours[0][0] == "['dense', 'dense_1'] sequential"


def test_a_spare_of_each_kind_waits_and_has_warmed_up() -> None:
    """One whose warm-up fails ends, and none comes after it."""
    launcher = WarmLauncher(WORKERS, ["numpy"])
    try:
        launcher.warm("light")
        server = launcher._servers["light"]._process.pid
        children = Path(f"/proc/{server}/task/{server}/children")
        spares = wait_for(lambda: found if len(found := children.read_text().split()) >= 2 else [])
        assert len(spares) == 2
        assert all(map(running, map(int, spares)))
    finally:
        launcher.close()
