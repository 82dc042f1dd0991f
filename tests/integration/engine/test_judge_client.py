"""Tests cells that are judged in a process of their own: what it finds, and what a learner's process cannot make of it."""

from __future__ import annotations

import os
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from jupyterlab_homl.engine.launch.launcher import SEALED, ColdLauncher
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.engine.runs.judge_client import JudgeClient
from jupyterlab_homl.engine.runs.judge_pool import JudgePool
from jupyterlab_homl.engine.runs.session import Session
from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Limits
from jupyterlab_homl.grading.execute.judgements import judge_asserts, judge_named_tests
from jupyterlab_homl.grading.execute.launchers import JUDGE_MODULE, WORKERS
from jupyterlab_homl.grading.execute.task import OutsideJudgement
from jupyterlab_homl.toolkit.wire import frame, receive
from tests.present import present


@pytest.fixture(scope="module")
def launcher() -> Iterator[WarmLauncher]:
    launcher = WarmLauncher(WORKERS, ["numpy", "pandas", "sklearn.linear_model"])
    yield launcher
    launcher.close()


@pytest.fixture
def pool(launcher: WarmLauncher) -> Iterator[JudgePool]:
    """Judges of one test."""
    pool = JudgePool(launcher, JUDGE_MODULE)
    yield pool
    pool.close()


@dataclass
class Learner:
    """A process that serves names on a line, as a session's does."""

    desk: socket.socket
    pid: int
    over: str | None = None

    def interrupt(self) -> None:
        os.kill(self.pid, signal.SIGINT)

    def check_usage(self) -> str | None:
        return self.over

    def abandon(self, reason: Any) -> Any:
        self.over = reason
        return reason


@pytest.fixture
def learner(launcher: WarmLauncher) -> Iterator[Callable[[str | Callable[..., Any]], Session | Learner]]:
    """Starts the session of a learner who wrote this, or a process that does something with its end of the line."""
    sessions, processes = [], []

    def start(work: str | Callable[..., Any]) -> Session | Learner:
        if isinstance(work, str):
            sessions.append(Session(launcher, Limits(memory=256 * MEGABYTE)))
            assert sessions[-1].run(work).ended == "ok"
            return sessions[-1]
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                ours.close()
                work(theirs)
            finally:
                os._exit(0)
        theirs.close()
        processes.append(Learner(ours, pid))
        return processes[-1]

    yield start
    for session in sessions:
        session.close()
    for process in processes:
        os.kill(process.pid, signal.SIGKILL)
        os.waitpid(process.pid, 0)
        process.desk.close()


@pytest.fixture
def judged(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> Iterator[Callable[..., list[OutsideJudgement]]]:
    """Judges cells about what a learner wrote, by one judge."""
    open_ones = []

    def judge(
        work: str | Callable[[Any], Any],
        named: Sequence[Any] = (),
        plain: Sequence[Any] = (),
        definitions: str = "",
        timeout: float = 10.0,
    ) -> list[OutsideJudgement]:
        session = learner(work)
        judgement = JudgeClient(session, pool)
        open_ones.append(judgement)
        found = [judge_named_tests(judgement, f"t{n}", source, timeout) for n, source in enumerate(named)]
        return found + [judge_asserts(judgement, f"p{n}", source, definitions, timeout) for n, source in enumerate(plain)]

    yield judge
    for judgement in open_ones:
        judgement.close()


NAMED = """
from jupyterlab_homl.toolkit import answer, expect
with expect.test("doubles"):
    expect.close(answer.f(2.0), 4.0)
with expect.test("of arrays"):
    expect.close(answer.f([1.0, 2.0]), [2.0, 4.0], says="Not {want}.")
### BEGIN HIDDEN TESTS
with expect.test("of none"):
    expect.close(answer.f(0.0), 0.0)
### END HIDDEN TESTS
"""


def test_named_tests_pass_fail_and_say_which(judged: Callable[..., list[OutsideJudgement]]) -> None:
    (passed,) = judged("import numpy as np\ndef f(x): return 2 * np.asarray(x)", [NAMED])
    assert (passed.outcome, passed.outputs, passed.score) == ("passed", [], None)
    (failed,) = judged("def f(x): return 4.0", [NAMED])
    (output,) = failed.outputs
    assert failed.outcome == "failed"
    assert output["ename"] == "Unmet"
    assert output["evalue"].startswith("of arrays: Expected shape (2,)")
    assert output["traceback"][0] == "✓ doubles"
    (hidden,) = judged("import numpy as np\ndef f(x): return 2 * np.asarray(x) + (np.asarray(x) == 0).all()", [NAMED])
    assert hidden.outputs[0]["evalue"].startswith("of none:")


def test_what_learners_raise_fails_and_what_tests_cannot_say_does_not_pass(
    judged: Callable[..., list[OutsideJudgement]],
) -> None:
    found = judged(
        "def f(x): return x / 0",
        [NAMED, "with expect.test('a'): pass", "with expect.test('a' + 'b'): pass", "with expect.test("],
    )
    assert [opinion.outcome for opinion in found] == ["failed", "failed", "unknown", "unknown"]
    assert "ZeroDivisionError" in found[0].reason
    (unsaid,) = judged("", ["from jupyterlab_homl.toolkit import expect\nif False:\n    pass\nraise SystemExit"])
    assert unsaid.outcome == "unknown"


def test_a_test_that_was_left_out_has_not_passed(judged: Callable[..., list[OutsideJudgement]]) -> None:
    source = "from jupyterlab_homl.toolkit import expect\nexpect.test = lambda name: open('/dev/null')\n"
    (found,) = judged("", [source + "with expect.test('never'):\n    pass"])
    assert (found.outcome, found.reason) == ("unknown", "The test never was not run.")


HONEST = """
import numpy as np
from sklearn.linear_model import LinearRegression
def square(x): return x ** 2
def check(x):
    if x < 0: raise ValueError("negative")
    return x
class OwnError(ValueError): pass
def own(): raise OwnError("mine")
items = [1, 2, 3]
table = {"a": np.array([1.0, 2.0]), "b": (1, 2)}
model = LinearRegression().fit([[0.0], [1.0]], [0.0, 2.0])
def squares(n):
    for i in range(n): yield i * i
count = 0
def again():
    global count
    count += 1
class Point:
    "A point."
    def __init__(self, x): self.x = x
    def __str__(self): return f"Point({self.x})"
    def __eq__(self, other): return True
    def __call__(self): return self.x
point = Point(3)
import pandas as pd
frame = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]})
class Grid(np.ndarray): pass
grid = np.zeros(2).view(Grid)
nothing = None
yes = np.bool_(True)
"""

PASS = [
    "assert square(3) == 9\nassert square(np.array([1, 2])).tolist() == [1, 4]",
    "try:\n    check(-1)\nexcept ValueError as error:\n    assert str(error) == 'negative'\nelse:\n    raise AssertionError",
    "import unittest\ncase = unittest.TestCase()\nwith case.assertRaises(ValueError):\n    check(-1)",
    "try:\n    own()\nexcept ValueError:\n    pass",
    "assert items == [1, 2, 3] and len(items) == 3\nassert isinstance(items, list) and type(items) is list",
    "assert isinstance(model, LinearRegression)\nnp.testing.assert_allclose(model.coef_, [2.0])",
    "assert type(model) == LinearRegression and model.__class__.__name__ == 'LinearRegression'\nassert model.rank_ == 1",
    "assert list(squares(3)) == [0, 1, 4]\nassert next(squares(2)) == 0\nassert sum(x for x in squares(3)) == 5",
    "again(); again()\nassert count == 2",
    "assert str(point) == 'Point(3)' and f'{point}' == 'Point(3)' and Point(4).x == 4\nassert point() == 3",
    "assert hasattr(model, 'coef_') and not hasattr(model, 'classes_')\nassert getattr(model, 'classes_', 7) == 7",
    "assert point.__doc__ == 'A point.' and square.__name__ == 'square'",
    "assert nothing is None and point is not None\nassert point.x == 3",
    "assert callable(square) and not callable(items)\nassert square(2) == 4",
    "assert helper(3) == 10\nassert twice_again == 4",
    "assert np.allclose(table['a'], [1, 2]) and table['b'] == (1, 2)",
    "def inner(): return square(5)\nassert [inner() for _ in range(2)] == [25, 25]",
    "assert isinstance(check, type(lambda: 0))\nassert check(2) == 2",
    "assert isinstance(frame, pd.DataFrame) and frame.shape == (2, 2) and len(frame) == 2",
    "assert list(frame.columns) == ['a', 'b'] and frame['a'].mean() == 1.5",
    "assert np.allclose(frame['a'], [1, 2]) and np.sum(frame['a'].values) == 3 and frame['b'].tolist() == ['x', 'y']",
    "np.testing.assert_allclose(frame['a'], [1, 2])\nassert not isinstance(frame['a'], np.ndarray)",
    "assert yes\nassert not callable(yes)",
]

DEFINITIONS = """
import numpy as np
import pandas as pd
import no_such_module
def helper(x): return square(x) + 1
@no_such_decorator
def lost(): pass
"""

FAIL = [
    "assert square(3) == 10",
    "assert square('a')",
    "assert no_such_name == 3",
    "no_such_module.f()",
    "check(-1)",
    "assert items == [1], 'told'",
    "import unittest\nunittest.TestCase().assertEqual(square(2), 5)",
    "assert type(items) is tuple",
    "assert isinstance(model, dict)",
]

UNKNOWN = [
    "assert point == 5",
    "assert point",
    "assert not point",
    "assert point != 5",
    "assert point in [1, 2]",
    "{point: 1}",
    "assert point < 3 or True",
    "try:\n    assert point + 1\nexcept Exception:\n    pass",
    "try:\n    assert point == 1\nexcept BaseException:\n    pass",
    "try:\n    assert point == 1\nfinally:\n    raise AssertionError",
    "assert np.allclose(point, 3)",
    "np.add(point, 1)",
    "assert np.isscalar(point)",
    "assert [1.0] == model",
    "assert items is items",
    "assert frame['a'].equals(frame['a']) and frame['a'] == 1",
    "assert np.allclose(grid, 0)",
    "assert square(1) is not items",
    "assert isinstance(model, LinearRegression)",
    "import unittest\nunittest.TestCase().assertIsInstance(point, LinearRegression)",
    "assert type(point) == Point",
    "assert 'items' in globals()",
    "assert eval('square(3)') == 9",
    "square(lambda x: x)",
    "assert 'x' in dir(point)",
    "get_ipython().run_cell('1')",
    "import no_such_module",
    "open('data.csv')",
    "assert items[7]",
    "x = (",
    "%matplotlib inline",
    "raise SystemExit",
    "raise KeyboardInterrupt",
    "point.x = 3",
    "def f():\n    return f()\nf()",
    "np.linalg.inv(model)",
    "sorted([point, point])",
    "assert int(point)",
    "import copy\ncopy.deepcopy(point)",
    "with point:\n    pass",
    "import pickle\npickle.dumps(point)",
    "import numpy as np2\nassert np2.array([point]).shape == (1,)",
    "match point:\n    case LinearRegression():\n        pass",
    "assert issubclass(Point, object)",
    "import pickle\npickle.loads(b'cos\\nsystem\\n.')",
    "try:\n    import os\n    os.system('true')\nexcept BaseException:\n    pass",
    "import builtins\nbuiltins.eval('1')",
    "import subprocess\nsubprocess.run(['true'])",
]


@pytest.fixture(scope="module")
def asked(launcher: WarmLauncher) -> Iterator[Callable[[Any], OutsideJudgement]]:
    """Asks one judge about what an honest learner wrote."""
    pool = JudgePool(launcher, JUDGE_MODULE)
    with Session(launcher, Limits()) as session, JudgeClient(session, pool) as judgement:
        assert session.run(HONEST).ended == "ok"
        judge_asserts(judgement, "first", "import numpy as np\ntwice_again = square(2)", DEFINITIONS, 10.0)
        imports = DEFINITIONS + "from sklearn.linear_model import LinearRegression\n"
        yield lambda source: judge_asserts(judgement, "cell", source, imports, 10.0)
    pool.close()


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        (source, outcome)
        for outcome, sources in (("passed", PASS), ("failed", FAIL), ("unknown", UNKNOWN))
        for source in sources
    ],
)
def test_plain_asserts(asked: Callable[[Any], OutsideJudgement], source: str, outcome: str) -> None:
    found = asked(source)
    assert found.outcome == outcome, found.reason
    assert bool(found.reason) is (outcome != "passed")


def test_what_the_last_line_shows_is_partial_credit_as_nbgrader_reads_it(asked: Callable[[Any], OutsideJudgement]) -> None:
    shown = ["square(1) / 2", "square(1) / 2;", "square(1)", "square(1) == 1", "'0.5'", "point", "None", "print(0.5)"]
    scores = [asked(source).score for source in shown]
    assert scores == [0.5, None, 1.0, None, None, None, None, None]


def test_names_of_earlier_tests_cells_stay(judged: Callable[..., list[OutsideJudgement]]) -> None:
    found = judged("def f(): return 1", plain=["kept = f()\ndef twice(): return 2 * f()", "assert kept == 1 and twice() == 2"])
    assert [opinion.outcome for opinion in found] == ["passed", "passed"]


# Learners' processes that do not play by the rules.


def replies(make: Callable[[], bytes]) -> Callable[[Any], None]:
    """A process that gives this in reply to each request."""

    def work(end: Any) -> None:
        with end.makefile("rb") as incoming, end.makefile("wb") as outgoing:
            while True:
                receive(incoming)
                outgoing.write(make())
                outgoing.flush()

    return work


def flood(end: Any) -> None:
    while True:
        end.sendall(frame({"ok": {"v": True}}) * 1000)


def bomb() -> bytes:
    return frame({"ok": {"v": [[[0] * 10] * 1000] * 300}})


HOSTILE = {
    "gone": lambda end: None,
    "gone after a request": lambda end: receive(end.makefile("rb")),
    "huge": replies(lambda: struct.pack("!I", 2**32 - 1) + b"x" * 1000),
    "no json": replies(lambda: struct.pack("!I", 4) + b"{{{{"),
    "deep": replies(lambda: struct.pack("!I", 200_000) + b"[" * 200_000),
    "no document": replies(lambda: frame([1, 2])),
    "no value": replies(lambda: frame({"ok": {"pickle": "x"}})),
    "no number": replies(lambda: frame({"ok": {"ref": "x"}})),
    "no array": replies(lambda: frame({"ok": {"nd": "AAAA"}})),
    "no error": replies(lambda: frame({"error": 3})),
    "an error of ours": replies(lambda: frame({"error": {"name": "Undecided", "message": 3, "line": -1, "cell": [1]}})),
    "an end": replies(lambda: frame({"error": {"name": "EOFError", "message": "", "line": None, "cell": None}})),
    "an exit": replies(lambda: frame({"error": {"name": "SystemExit", "message": "0", "line": 1, "cell": "a"}})),
    "large": replies(bomb),
}

ASKS = """
try:
    value = f(2)
except Exception:
    value = 4
assert value == 4
"""


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_reply_makes_a_test_pass(judged: Callable[..., list[OutsideJudgement]], kind: str) -> None:
    named, plain = judged(HOSTILE[kind], [NAMED], ["assert f(2) == 4"])
    assert (named.outcome, plain.outcome) in [(one, other) for one in ("failed", "unknown") for other in ("failed", "unknown")]
    assert named.reason
    assert plain.reason


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind not in ("an end", "an exit", "an error of ours", "large")])
def test_a_process_that_is_gone_is_not_an_exception_of_the_learners(
    judged: Callable[..., list[OutsideJudgement]], kind: str
) -> None:
    (plain,) = judged(HOSTILE[kind], plain=[ASKS])
    assert plain.outcome == "unknown"


def silent(_: object) -> None:
    """Says nothing for long."""
    time.sleep(60)


@pytest.mark.parametrize("work", [silent, lambda end: silent(receive(end.makefile("rb")))])
def test_a_process_that_never_replies_is_over(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner], work: Callable[..., Any]
) -> None:
    session = learner(work)
    with JudgeClient(session, pool) as judgement:
        started = time.monotonic()
        assert judge_named_tests(judgement, "a", NAMED, 0.5).outcome == "failed"
        assert time.monotonic() - started < 10
        assert session.over == "timed_out"
        assert judge_asserts(judgement, "b", "assert f(2) == 4", "", 0.5).outcome == "unknown"


def test_a_flood_of_replies_ends_with_the_time(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> None:
    session = learner(flood)
    with JudgeClient(session, pool) as judgement:
        assert judge_asserts(judgement, "a", "while f != 4: pass", "", 0.5).outcome == "failed"
        assert session.over == "timed_out"
        assert judge_asserts(judgement, "b", "assert f", "", 0.5).outcome == "unknown"


LOOPS = """
import time
def loop():
    while True: pass
def swallow():
    while True:
        try: time.sleep(1)
        except KeyboardInterrupt: pass
def long(): return "x" * 30_000_000
def f(x): return 2 * x
"""


def test_after_a_loop_the_next_question_is_answered(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> None:
    session = learner(LOOPS)
    with JudgeClient(session, pool) as judgement:
        looped = judge_asserts(judgement, "a", "loop()", "", 0.5)
        assert (looped.outcome, looped.outputs[0]["ename"]) == ("failed", "CellTimeoutError")
        assert judge_asserts(judgement, "b", "assert f(2) == 4", "", 5.0).outcome == "passed"
        # the judge itself is what does not end, or is killed in the middle of a reply
        assert judge_asserts(judgement, "c", "while True: long()", "", 0.7).outcome == "failed"
        assert judge_asserts(judgement, "d", "while True: pass", "", 0.3).outcome == "failed"
        assert judge_asserts(judgement, "e", "assert f(2) == 4", "", 5.0).outcome == "passed"
        assert session.over is None
        assert judge_asserts(judgement, "f", "swallow()", "", 0.3).outcome == "failed"
        assert session.over == "timed_out"


def test_a_judge_that_cannot_go_on_says_so_and_the_next_one_does(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> None:
    session = learner("def f(x): return 2 * x")
    with JudgeClient(session, pool) as judgement:
        assert judge_asserts(judgement, "a", "import os\nos._exit(0)", "", 5.0).outcome == "unknown"
        named = judge_named_tests(judgement, "b", "import no_such_module\nwith expect.test('a'):\n    pass", 5.0)
        assert (named.outcome, "no_such_module" in named.reason) == ("unknown", True)
        eaten = judge_asserts(judgement, "c", "x = [0] * 10**9", "", 5.0)
        assert (eaten.outcome, "MemoryError" in eaten.reason) == ("unknown", True)
        assert judge_asserts(judgement, "d", "assert f(2) == 4", "", 5.0).outcome == "passed"


def test_judges_without_a_fork_server(learner: Callable[[str | Callable[..., Any]], Session | Learner]) -> None:
    session = learner("import numpy as np\ndef f(x): return 2 * np.asarray(x)")
    with closing(JudgePool(ColdLauncher(), JUDGE_MODULE)) as pool, JudgeClient(session, pool) as judgement:
        assert judge_named_tests(judgement, "a", NAMED, 20.0).outcome == "passed"
        assert judge_asserts(judgement, "b", "assert (f([1]) == [2]).all()", "", 20.0).outcome == "passed"


def test_a_judge_that_is_kept_serves_one_session_after_another(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> None:
    found, processes = [], []
    for value in (1, 2, 1):
        with JudgeClient(learner(f"def f(): return {value}"), pool) as judgement:
            found.append(judge_asserts(judgement, "a", "import os\nkept = f()\nassert f() == 1", "", 5.0).outcome)
            found.append(judge_named_tests(judgement, "b", SHORT, 5.0).outcome)
            processes.append(present(judgement._judge)._child.pid)
    assert found == ["passed", "passed", "failed", "failed", "passed", "passed"]
    assert len(set(processes)) == 1
    with JudgeClient(learner("def f(): return 1"), pool) as judgement:
        assert judge_asserts(judgement, "a", "kept", "", 5.0).outcome == "failed"  # of another session
        assert judge_asserts(judgement, "b", "x = [1.0] * 50_000_000", "", 5.0).outcome == "passed"
    with JudgeClient(learner("def f(): return 1"), pool) as judgement:
        assert judge_asserts(judgement, "a", "assert f() == 1", "", 5.0).outcome == "passed"
        assert present(judgement._judge)._child.pid not in processes  # it had grown
        assert judge_asserts(judgement, "b", "while True: pass", "", 0.3).outcome == "failed"
        assert judge_asserts(judgement, "c", "assert f() == 1", "", 5.0).outcome == "passed"
        last: Any = present(judgement._judge)._child
    assert not any(child.pid == last.pid and not child.spare for child in last.server._children.values())
    last.end()  # while nobody uses it
    with JudgeClient(learner("def f(): return 1"), pool) as judgement:
        assert judge_asserts(judgement, "a", "assert f() == 1", "", 5.0).outcome == "passed"


SHORT = "from jupyterlab_homl.toolkit import answer, expect\nwith expect.test('one'):\n    expect.equal(answer.f(), 1)"


GROWS = """
import os, time
def f():
    kept = [b"x" * 10**8 for _ in range(2)]
    os.fork()
    more = [b"y" * 10**7 for _ in range(4)]
    time.sleep(20)
"""


def test_a_learner_that_takes_too_much_while_it_is_asked_is_stopped(
    pool: JudgePool, learner: Callable[[str | Callable[..., Any]], Session | Learner]
) -> None:
    session = learner(GROWS)
    assert isinstance(session, Session)
    if session.sandbox not in SEALED:
        pytest.skip("this system does not let processes be sealed")
    with JudgeClient(session, pool) as judgement:
        assert judge_asserts(judgement, "a", "f()", "", 15.0).outcome == "unknown"
        assert session.over == "out_of_memory"
