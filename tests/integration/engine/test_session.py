"""Whole notebooks in a sealed process: what a client would have recorded, and how a session ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Timer
from time import sleep
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from jupyterlab_homl.engine.file_transfer import Changes
from jupyterlab_homl.engine.launch.launcher import SEALED, Child, ColdLauncher, Workers
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.engine.runs.outputs import LEFT_OUT
from jupyterlab_homl.engine.runs.sealed_process import NOTEBOOK_WORKER
from jupyterlab_homl.engine.runs.session import Session
from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Limits
from jupyterlab_homl.errors import NoEngine
from jupyterlab_homl.toolkit.wire import receive, send

#: Seconds for nbclient: now and then a kernel does not answer its first question, who it is; its cells are run all the same.
PATIENCE = 30

LIMITS = Limits(cell_timeout=3.0, memory=512 * MEGABYTE, output=100_000)

CELLS = [
    "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\nx = np.arange(3)\nx",
    "print('one')\nprint('two')\n3",
    "import sys\nprint('to the side', file=sys.stderr)\nprint('a', end='')\nprint('b', flush=True)",
    "from IPython.display import display, HTML, Markdown, clear_output\ndisplay(HTML('<b>bold</b>'), Markdown('*x*'))",
    "print('gone')\nclear_output()\nprint('stays')",
    "print('gone', flush=True)\nclear_output(wait=True)\nprint('stays')",
    "handle = display('first', display_id='d')\nhandle.update('second')",
    "pd.DataFrame({'a': [1, 2]})",
    "plt.plot([1, 2, 3])\nplt.title('a line');",
    "fig, ax = plt.subplots(figsize=(2, 2))\nax.imshow(np.eye(3))\nplt.show()\nprint('after')",
    "1 / 0",
    "def f():\n    raise ValueError('bad value')\nf()",
    "x = [",
    "undefined_name",
    "%%time\nsum(range(10))",
    "%%capture kept\nprint('kept')",
    "kept.stdout",
    "!echo from the shell",
    "_",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "import warnings\nwarnings.warn('careful')",
    "x?",
    "%whos",
    "get_ipython().user_ns is globals(), __name__",
    "input('name?')",
    "None",
    "class Bad:\n    def __repr__(self):\n        raise ValueError('no words')\nBad()",
    "1",
    "class A:\n    def _repr_html_(self):\n        return '<i>a</i>'\n    def __repr__(self):\n        return 'an A'\nA()",
    "In[1][:5], Out[1]",
    "import logging\nlogging.warning('logged')",
    "raise SystemExit(0)",
]

#: What differs from run to run: addresses, times, numbers of files and of processes.
VARYING = re.compile(
    r"(CPU times|Wall time).*|0x[0-9a-f]+|ipykernel_\d+/\d+|[\d.]+ ([mµn]?s)\b|/(?:tmp|homl)/[^ ]*|\x1b\[[0-9;]*m"
)


@pytest.fixture(scope="module")
def launcher() -> Iterator[WarmLauncher]:
    launcher = WarmLauncher(Workers((NOTEBOOK_WORKER,)), ["numpy", "pandas", "matplotlib.pyplot"])
    yield launcher
    launcher.close()


def comparable(outputs: list[dict[str, Any]]) -> Any:
    """Outputs without what varies, streams of one kind joined (a pipe hands them over as it likes)."""
    found: list[dict[str, Any]] = []
    for output in outputs:
        output = {name: value for name, value in output.items() if name != "transient"}
        if output["output_type"] == "stream" and found and found[-1].get("name") == output["name"]:
            found[-1]["text"] += output["text"]
            continue
        found.append(dict(output))

    def masked(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: "a figure" if name == "image/png" else masked(item) for name, item in value.items()}
        if isinstance(value, list):
            return [masked(item) for item in value]
        return VARYING.sub("~", value) if isinstance(value, str) else value

    return masked(found)


def test_outputs_are_those_that_a_client_records(launcher: WarmLauncher) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", allow_errors=True).execute()
    with Session(launcher, LIMITS) as session:
        ours = [session.run(source) for source in CELLS]
    different = []
    for cell, ran in zip(notebook.cells, ours, strict=True):
        if (comparable(cell.outputs), cell.execution_count) != (comparable(ran.outputs), ran.execution_count):
            different.append((cell.source, comparable(cell.outputs), comparable(ran.outputs), ran.execution_count))
    assert different == []


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        ran = session.run("print('so far')\nwhile True:\n    pass", timeout=0.5)
        assert (ran.ended, ran.execution_count, session.over) == ("timed_out", 1, None)
        assert ran.line in (2, 3)
        assert [output.get("ename", "text") for output in ran.outputs] == ["text", "KeyboardInterrupt", "CellTimeoutError"]
        assert ran.outputs[2]["traceback"] == ["\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"]
        waits = session.run("import asyncio\nawait asyncio.sleep(60)", timeout=0.5)
        assert (waits.ended, waits.outputs[-1]["ename"]) == ("timed_out", "CellTimeoutError")
        after = session.run("1 + 1")
        assert (after.ended, after.outputs[0]["data"]["text/plain"], after.execution_count) == ("ok", "2", 3)


def test_a_flood_is_interrupted_and_the_next_cell_runs(launcher: WarmLauncher) -> None:
    floods = ("while True:\n    print('x' * 1000)", "import os\nwhile True:\n    os.write(1, b'x' * 1000)")
    with Session(launcher, replace(LIMITS, cell_timeout=60.0)) as session:
        for source in floods:
            ran = session.run(source)
            assert (ran.ended, session.over) == ("output_limit", None)
            assert len(str(ran.outputs)) < 2 * LIMITS.output
            assert LEFT_OUT in str([output.get("text") for output in ran.outputs])[1:].replace("\\n", "\n")
            assert session.run("1").ended == "ok"


def test_output_beyond_the_limit_is_left_out_and_the_cell_goes_on(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        ran = session.run(f"print('x' * {LIMITS.output + 1})\nprint('more')\n3")
        assert ran.ended == "ok"
        assert [output["output_type"] for output in ran.outputs] == ["stream", "stream", "execute_result"]
        assert ran.outputs[1]["text"].strip() == LEFT_OUT.strip()
        assert "".join(session.run("print('short')").outputs[0]["text"]) == "short\n"


def test_a_session_that_is_over_stays_over(launcher: WarmLauncher) -> None:
    stubborn = "while True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass"
    for source, ended in ((stubborn, "timed_out"), ("import os\nos._exit(0)", "died")):
        with Session(launcher, replace(LIMITS, cell_timeout=0.5)) as session:
            assert session.run("1").ended == "ok"
            assert session.run(source).ended == session.over == ended
            assert session.run("1").ended == ended
            assert session.take_files() == Changes(complete=False)


def test_all_cells_together_have_only_so_long(launcher: WarmLauncher) -> None:
    with Session(launcher, replace(LIMITS, run_timeout=1.0)) as session:
        assert session.run("import time\ntime.sleep(60)").ended == session.over == "timed_out"


def test_a_later_cell_updates_what_an_earlier_one_displays(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        first = session.run("from IPython.display import display\nhandle = display('first', display_id='d')")
        second = session.run("print('by the way')\nhandle.update('second')")
        assert first.outputs[0]["data"]["text/plain"] == "'second'"
        assert [output["output_type"] for output in second.outputs] == ["stream"]


def test_memory_is_limited_over_all_processes(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        assert "MemoryError" in str(session.run("import numpy as np\nnp.ones(10**9)").outputs)
        grow = "a = np.ones(20 * 2**20)\n        time.sleep(60)"
        many = f"import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        {grow}\ntime.sleep(60)"
        assert session.run(many, timeout=60.0).ended == "out_of_memory"


@pytest.fixture
def unsealed(launcher: WarmLauncher, monkeypatch: pytest.MonkeyPatch) -> WarmLauncher:
    """A launcher that says that nothing seals its children, so that they are not told to count their processes."""
    start = launcher.start

    def start_unsealed(spec: Any) -> Child:
        child = start(spec)
        child.sandbox = "limits"
        return child

    monkeypatch.setattr(launcher, "start", start_unsealed)
    return launcher


def test_processes_are_counted_from_outside(unsealed: WarmLauncher) -> None:
    sleeper = "    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)"
    many = f"import os, time\nfor _ in range(30):\n{sleeper}\ntime.sleep(2.5)"
    for processes, ended in ((10, "died"), (128, "ok")):
        with Session(unsealed, replace(LIMITS, processes=processes, cell_timeout=30.0)) as session:
            assert session.run("1").ended == "ok"
            assert session.run(many).ended == ended


def test_a_sandbox_that_is_required_and_not_to_be_had(unsealed: WarmLauncher) -> None:
    with pytest.raises(NoEngine, match="require_sandbox"):
        Session(unsealed, LIMITS, require_sandbox=True)


def test_forged_words_are_nothing(launcher: WarmLauncher) -> None:
    forged = (
        "import os, struct, json\n"
        "for fd in range(3, 20):\n"
        "    for said in ({'message': 5}, {'message': {'msg_type': 'status', 'content': 3}}, [1], {'message': {}}):\n"
        "        text = json.dumps(said).encode()\n"
        "        try:\n            os.write(fd, struct.pack('!I', len(text)) + text)\n"
        "        except OSError:\n            pass\n"
    )
    with Session(launcher, LIMITS) as session:
        assert session.sandbox in ("namespaces", "limits")
        session.run(forged)
        assert session.run("1 + 1").ended in ("ok", "died")


def test_done_is_said_with_the_token_of_the_request(launcher: WarmLauncher) -> None:
    forged = (
        "import os, struct, json, time\n"
        "text = json.dumps({'done': 'ready', 'status': 'ok'}).encode()\n"
        "for fd in range(3, 20):\n"
        "    try:\n        os.write(fd, struct.pack('!I', len(text)) + text)\n"
        "    except OSError:\n        pass\n"
        "time.sleep(0.2)\nraise ValueError"
    )
    with Session(launcher, LIMITS) as session:
        assert session.run(forged).ended == "error"


FILES = {"helper.py": b"VALUE = 7\n", "data/table.csv": b"a,b\n1,2\n", "old.txt": b"old", "same.txt": b"same"}


def test_files_go_in_and_what_changed_comes_out(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS, files=FILES, modes={"old.txt": 0o600}) as session:
        cells = (
            "import helper, os, pathlib, tempfile\nprint(helper.VALUE, open('data/table.csv').read().split())",
            "oct(os.stat('old.txt').st_mode), sorted(os.listdir())",
            "os.remove('old.txt')\nos.makedirs('out/deep')\nopen('out/deep/new.bin', 'wb').write(bytes(range(256)))\n"
            "open('data/table.csv', 'a').write('3,4')\nopen('same.txt', 'w').write('same')\n"
            "os.symlink('/etc/passwd', 'link')\nos.symlink('/etc', 'folder')\nos.mkfifo('pipe')\n"
            "os.chmod('out/deep/new.bin', 0o640)\ntempfile.NamedTemporaryFile(delete=False)",
        )
        printed, listed, _ = [session.run(cell) for cell in cells]
        assert printed.outputs[0]["text"] == "7 ['a,b', '1,2']\n"
        assert "0o100600" in listed.outputs[0]["data"]["text/plain"]
        changes = session.take_files()
        assert changes == Changes(
            {"data/table.csv": b"a,b\n1,2\n3,4", "out/deep/new.bin": bytes(range(256))},
            ("old.txt",),
            {"data/table.csv": 0o644, "out/deep/new.bin": 0o640},
        )
        assert session.run("1").ended == "ok"


def test_a_cell_that_replaces_what_shows_errors_ends_nothing(launcher: WarmLauncher) -> None:
    replaced = "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.showtraceback = None"
    with Session(launcher, LIMITS) as session:
        assert session.run(replaced).ended == "ok"
        ran = session.run("1 / 0")
        assert (ran.ended, ran.outputs[0]["ename"], session.over) == ("error", "TypeError", None)  # as in any kernel
        assert session.run("2").outputs[0]["data"]["text/plain"] == "2"


@pytest.mark.parametrize("path", ["/etc/passwd", "../up", "a/../b", "./a", "a//b", "", "a\0b"])
def test_a_file_outside_of_the_folder_is_refused(launcher: WarmLauncher, path: str) -> None:
    with pytest.raises(ValueError, match="no path in"):
        Session(launcher, LIMITS, files={path: b""})


def test_too_many_files_are_left_behind(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        session.run("for n in range(3000):\n    open(f'file{n:04}', 'w').close()")
        changes = session.take_files()
        assert (len(changes.written), changes.complete) == (2000, False)


def test_files_that_find_no_room_are_told_of(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        if session.sandbox not in SEALED:
            pytest.skip("the folder has no size of its own where it is not sealed")
    with pytest.raises(NoEngine, match="do not fit"):
        Session(launcher, LIMITS, files={"large": bytes(70 * MEGABYTE)})


def test_the_environment_is_there_before_any_cell(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS, environment={"NBGRADER_EXECUTION": "autograde"}) as session:
        ran = session.run("import os\nos.environ['NBGRADER_EXECUTION']")
        assert ran.outputs[0]["data"]["text/plain"] == "'autograde'"
        assert session.language_info["name"] == "python"
        assert session.language_info["nbconvert_exporter"] == "python"


def ask(session: Session, **request: Any) -> Any:
    session.desk.settimeout(20)
    stream = session.desk.makefile("rwb")
    send(stream, request)
    return receive(stream)


LOUD = """import os, random, subprocess, sys
import numpy as np
import matplotlib.pyplot as plt

def loud(x):
    print('loud')
    print('loud', file=sys.stderr)
    os.write(1, b'loud')
    subprocess.run(['echo', 'loud'])
    display('loud')
    plt.plot([1, 2])
    return x + random.random() + np.random.rand()

def wrong(x):
    return (
        1 / x)
random.seed(1)
np.random.seed(1)
"""


def test_the_desk_serves_between_cells_and_leaves_no_trace(launcher: WarmLauncher) -> None:
    draws = "random.random(), np.random.rand()"
    with Session(launcher, LIMITS) as session, Session(launcher, LIMITS) as other:
        for each in (session, other):
            assert each.run(LOUD).ended == "ok"
        function = ask(session, op="name", name="loud")["ok"]
        for _ in range(2):
            assert ask(session, op="call", of=function, args=[{"v": 1}], kwargs={})["ok"]["v"] > 1
        ours, undisturbed = session.run(draws), other.run(draws)
        assert ours.outputs == undisturbed.outputs
        assert len(ours.outputs) == 1


def test_the_desk_tells_the_cell_and_the_line(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        session.run("x = 1", cell="first")
        session.run(LOUD, cell="answer-1")
        function = ask(session, op="name", name="wrong")["ok"]
        error = ask(session, op="call", of=function, args=[{"v": 0}], kwargs={})["error"]
        assert (error["name"], error["line"], error["cell"]) == ("ZeroDivisionError", 16, "answer-1")
        assert ask(session, op="name", name="x") == {"ok": {"v": 1}}
        ask(session, op="define", source="def twice(x):\n    return 2 * x")
        twice = ask(session, op="name", name="twice")["ok"]
        assert ask(session, op="call", of=twice, args=[{"v": 4}], kwargs={}) == {"ok": {"v": 8}}
        assert ask(session, op="asserts", source="assert x == 1\nassert x == 2, 'no'", about=["x"])["ok"]


def test_what_is_asked_can_be_interrupted(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        session.run("import time\ndef forever():\n    print('in')\n    time.sleep(60)")
        function = ask(session, op="name", name="forever")["ok"]
        Timer(0.3, session.interrupt).start()
        assert ask(session, op="call", of=function, args=[], kwargs={})["error"]["name"] == "KeyboardInterrupt"
        assert session.run("1 + 1").ended == "ok"
        session.interrupt()
        sleep(0.3)  # the signal goes by way of the fork server: on a busy machine it would meet the next cell
        assert session.run("1 + 1").ended == "ok"


ATTACKS = {
    "numpy": "import numpy as np\nnp.allclose = lambda *a, **k: True",
    "numpy.testing": "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None",
    "code": "import numpy as np\nnp.testing.assert_array_equal.__code__ = (lambda *a, **k: None).__code__",
    "builtins": "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True\n"
    "builtins.isinstance = lambda a, b, real=isinstance: a is 1 or real(a, b)",
    "hidden builtins": "abs = lambda x: 0\nall = lambda x: True",
    "unittest": "import unittest\nunittest.TestCase.assertEqual = lambda *a: None",
    "ast": "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
    "get_ipython().ast_transformers.append(Drop())",
    "input": "get_ipython().input_transformers_post.append(lambda lines: ['pass'])",
    "cleanup": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])",
    "showtraceback": "get_ipython().showtraceback = lambda *a, **k: None",
    "showtraceback of the class": "type(get_ipython()).showtraceback = lambda *a, **k: None",
    "run_cell": "ip = get_ipython()\nran = ip.run_cell('1')\nip.run_cell = lambda *a, **k: ran",
    "run_cell of the class": "ip = get_ipython()\nran = ip.run_cell('1')\ntype(ip).run_cell = lambda *a, **k: ran",
    "run_ast_nodes": "async def nothing(*a, **k):\n    return False\nget_ipython().run_ast_nodes = nothing",
    "run_ast_nodes of the class": "from IPython.core.interactiveshell import InteractiveShell\n"
    "async def nothing(*a, **k):\n    return False\nInteractiveShell.run_ast_nodes = nothing",
    "callback": "import builtins\n"
    "get_ipython().events.register('pre_run_cell', lambda info: setattr(builtins, 'abs', lambda x: 0))",
    "handler": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "trace": "import sys\n"
    "def trace(frame, event, arg):\n    frame.f_globals['f'] = lambda: 1\n    return trace\nsys.settrace(trace)",
    "session": "get_ipython().kernel.session.send = lambda *a, **k: None",
    "streams": "import sys, io\nsys.stdout = sys.stderr = io.StringIO()",
    "displayhook": "get_ipython().displayhook.register_hook(lambda message: None)",
    "do_execute": "kernel = get_ipython().kernel\n"
    "async def done(*a, **k):\n    return {'status': 'ok'}\nkernel.do_execute = done",
}

TESTS = """
import numpy as np, unittest
wrong = 0
for check in (
    lambda: np.testing.assert_allclose(f(), 1),
    lambda: np.testing.assert_array_equal(f(), 1),
    lambda: unittest.TestCase().assertEqual(f(), 1),
):
    try:
        check()
    except AssertionError:
        wrong += 1
assert wrong == 3 and not np.allclose(f(), 1)
assert not isinstance(1, str) and abs(-1) == 1 and not all([False])
print('seen')
assert f() == 1, 'not one'
"""


@pytest.mark.parametrize("name", ATTACKS)
def test_a_guarded_cell_finds_the_libraries_and_the_shell_as_they_were(launcher: WarmLauncher, name: str) -> None:
    with Session(launcher, LIMITS) as session:
        session.run("def f():\n    return 0")
        session.run(ATTACKS[name])
        ran = session.run(TESTS, guarded=True, about=["f"])
        assert ran.ended == "error"
        assert ran.outputs[0]["text"] == "seen\n"
        assert (ran.outputs[1]["ename"], ran.outputs[1]["evalue"]) == ("AssertionError", "not one")


def test_an_error_that_was_not_shown_is_said(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS) as session:
        session.run("get_ipython().showtraceback = lambda *a, **k: None")
        ran = session.run("1 / 0")
        assert (ran.ended, ran.outputs[0]["ename"]) == ("error", "ZeroDivisionError")


HONEST = """
import sys, os
os.makedirs('lib', exist_ok=True)
open('lib/mine.py', 'w').write('x = 5')
sys.path.insert(0, 'lib')
import matplotlib.pyplot as plt
seen = []
get_ipython().events.register('post_run_cell', lambda result: seen.append(1))
get_ipython().input_transformers_post.append(lambda lines: [line.replace('EURO', '1') for line in lines])
np_like = max = 3
"""


def test_a_guard_does_no_harm_to_honest_work(launcher: WarmLauncher) -> None:
    with Session(launcher, LIMITS, files={"helper.py": b"y = 6"}) as session:
        session.run(HONEST)
        guarded = session.run("import mine, helper\nplt.plot([mine.x, helper.y])\nprint(max([1, 2]))", guarded=True, about=[])
        assert [output["output_type"] for output in guarded.outputs] == ["stream", "display_data"]
        ran = session.run("print(EURO + 1, len(seen) > 0, max, 'lib' in sys.path)\nplt.plot([1]);")
        assert ran.outputs[0]["text"] == "2 True 3 True\n"
        assert "image/png" in ran.outputs[1]["data"]


def test_widgets_are_stored_as_a_client_stores_them(launcher: WarmLauncher) -> None:
    cells = [
        "import ipywidgets\nslider = ipywidgets.IntSlider(3)\nslider",
        "slider.value = 5",
        "out = ipywidgets.Output()\nwith out:\n    print('inside')\nout",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", allow_errors=True).execute()
    with Session(launcher, LIMITS) as session:
        assert session.widgets() == {}
        ran = [session.run(source) for source in cells]
        ours = session.widgets()
    hexadecimal = re.compile("[0-9a-f-]{32,36}")
    found = [
        sorted(hexadecimal.sub("~", str(sorted(state.items()))) for state in told[name]["state"].values())
        for told in (notebook.metadata.widgets, ours)
        for name in told
    ]
    assert found[0] == found[1]
    assert [[output["output_type"] for output in each.outputs] for each in ran] == [
        [output.output_type for output in cell.outputs] for cell in notebook.cells
    ]


def test_a_session_in_a_new_interpreter() -> None:
    launcher = ColdLauncher()
    with Session(launcher, replace(LIMITS, setup_timeout=60.0), files=FILES) as session:
        assert session.run("import helper, os\nhelper.VALUE, os.path.exists('same.txt')").ended == "ok"
        session.run("open('new.txt', 'w').write('new')\ndef f():\n    return 0")
        session.run(ATTACKS["numpy.testing"])
        assert session.run(TESTS, guarded=True).outputs[-1]["evalue"] == "not one"
        assert session.take_files().written == {"new.txt": b"new"}
        assert ask(session, op="name", name="f")["ok"]["type"] == "builtins.function"


def test_the_folder_has_the_size_that_it_is_given() -> None:
    for launcher in (
        ColdLauncher(folder_size=8 * MEGABYTE),
        WarmLauncher(Workers((NOTEBOOK_WORKER,)), [], folder_size=8 * MEGABYTE),
    ):
        try:
            with Session(launcher, LIMITS) as session:
                ran = session.run(f"open('large', 'wb').write(bytes({16 * MEGABYTE}))")
                assert ran.ended == ("error" if session.sandbox in SEALED else "ok")
        finally:
            launcher.close()
