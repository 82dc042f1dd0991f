"""Whole notebooks in a sealed process: what a client would have recorded, and how a session ends."""

import re
from dataclasses import replace

import nbformat
import pytest
from nbclient import NotebookClient

from jupyterlab_homl.engine.limits import MEGABYTE, Limits
from jupyterlab_homl.engine.session import RECORDER, Session
from jupyterlab_homl.engine.warm import WarmLauncher
from jupyterlab_homl.errors import NoEngine

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
def launcher():
    launcher = WarmLauncher(["numpy", "pandas", "matplotlib.pyplot", RECORDER])
    yield launcher
    launcher.close()


def comparable(outputs):
    """Outputs without what varies, streams of one kind joined (a pipe hands them over as it likes)."""
    found = []
    for output in outputs:
        output = {name: value for name, value in output.items() if name != "transient"}
        if output["output_type"] == "stream" and found and found[-1].get("name") == output["name"]:
            found[-1]["text"] += output["text"]
            continue
        found.append(dict(output))

    def masked(value):
        if isinstance(value, dict):
            return {name: "a figure" if name == "image/png" else masked(item) for name, item in value.items()}
        if isinstance(value, list):
            return [masked(item) for item in value]
        return VARYING.sub("~", value) if isinstance(value, str) else value

    return masked(found)


def test_outputs_are_those_that_a_client_records(launcher):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    with Session(launcher, LIMITS) as session:
        ours = [session.run(source) for source in CELLS]
    different = []
    for cell, ran in zip(notebook.cells, ours, strict=True):
        if (comparable(cell.outputs), cell.execution_count) != (comparable(ran.outputs), ran.execution_count):
            different.append((cell.source, comparable(cell.outputs), comparable(ran.outputs), ran.execution_count))
    assert different == []


def test_a_session_that_is_over_stays_over(launcher):
    cases = {
        "while True:\n    pass": "timed_out",
        "import os\nos._exit(0)": "died",
        "while True:\n    print('x' * 1000)": "output_limit",
        "import os\nwhile True:\n    os.write(1, b'x' * 1000)": "output_limit",
    }
    for source, ended in cases.items():
        with Session(launcher, LIMITS) as session:
            assert session.run("1").ended == "ok"
            ran = session.run(source)
            assert ran.ended == ended
            assert session.run("1").ended == ended
            if ended == "timed_out":
                assert ran.line in (1, 2)
                assert 2.5 < ran.seconds < 10


def test_memory_is_limited_over_all_processes(launcher):
    with Session(launcher, LIMITS) as session:
        assert "MemoryError" in str(session.run("import numpy as np\nnp.ones(10**9)").outputs)
        grow = "a = np.ones(20 * 2**20)\n        time.sleep(60)"
        many = f"import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        {grow}\ntime.sleep(60)"
        assert session.run(many).ended == "out_of_memory"


@pytest.fixture
def unsealed(launcher, monkeypatch):
    """A launcher that says that nothing seals its children, so that they are not told to count their processes."""
    start = launcher.start

    def start_unsealed(asked):
        child = start(asked)
        child.sandbox = "limits"
        return child

    monkeypatch.setattr(launcher, "start", start_unsealed)
    return launcher


def test_processes_are_counted_from_outside(unsealed):
    sleeper = "    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)"
    many = f"import os, time\nfor _ in range(30):\n{sleeper}\ntime.sleep(2.5)"
    for processes, ended in ((10, "died"), (128, "ok")):
        with Session(unsealed, replace(LIMITS, processes=processes)) as session:
            assert session.run("1").ended == "ok"
            assert session.run(many).ended == ended


def test_a_sandbox_that_is_required_and_not_to_be_had(unsealed):
    with pytest.raises(NoEngine, match="require_sandbox"):
        Session(unsealed, LIMITS, require_sandbox=True)


def test_forged_words_are_nothing(launcher):
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
