"""Kernels of the kernelspec `homl`: as the ordinary ones, only sooner."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import nbformat
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.serverapp import ServerApp
from jupyterlab_server.translation_utils import translator
from nbclient import NotebookClient
from tornado.httpclient import HTTPResponse
from tornado.websocket import WebSocketClientConnection

from jupyterlab_homl.engine.kernels import kernel_pool, registry
from jupyterlab_homl.engine.kernels.kernel_pool import KernelPool
from jupyterlab_homl.engine.kernels.kernel_process import WORKER, KernelProcess
from jupyterlab_homl.engine.launch import warm
from jupyterlab_homl.engine.launch.launcher import Workers
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.errors import NoEngine
from tests.paths import COURSE, ROOT
from tests.present import present
from tests.waiting import wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")

TIMEOUT = 60


KERNELS = Workers((WORKER,))


def provisioner(manager: KernelManager) -> LocalProvisioner:
    """The kernel's provisioner."""
    assert isinstance(manager.provisioner, LocalProvisioner)
    return manager.provisioner


@pytest.fixture(scope="module")
def launcher() -> Iterator[WarmLauncher]:
    launcher = WarmLauncher(KERNELS, ["numpy", "pandas", "sklearn.linear_model", "sklearn.cluster", "matplotlib.pyplot"])
    launcher.warm("light")
    yield launcher
    launcher.close()


@pytest.fixture
def kernels(launcher: WarmLauncher) -> Iterator[WarmLauncher]:
    registry.open_pool(launcher, lambda notebook: "light", spares=False)
    yield launcher
    registry.close_pool()


@pytest.fixture
def manager(kernels: WarmLauncher, tmp_path: Path) -> Iterator[KernelManager]:
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel(cwd=str(tmp_path))
    assert isinstance(provisioner(manager).process, KernelProcess)
    yield manager
    if manager.has_kernel:
        manager.shutdown_kernel(now=True)
    assert not list(Path(manager.ip).parent.glob("k*"))


@pytest.fixture
def client(manager: KernelManager) -> Iterator[BlockingKernelClient]:
    client = connected(manager)
    yield client
    client.stop_channels()


def connected(manager: KernelManager) -> BlockingKernelClient:
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return client


def run(client: BlockingKernelClient, source: str, **kwargs: Any) -> str:
    """The texts that a cell gives, in their order."""
    said = []

    def hear(message: Any) -> None:
        content = message["content"]
        text = content.get("text") or content.get("data", {}).get("text/plain") or content.get("ename")
        if text:
            said.append(text)

    client.execute_interactive(source, timeout=TIMEOUT, output_hook=hear, **kwargs)
    return "".join(said).strip()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


CELLS = [
    "from sklearn.linear_model import LinearRegression\n1 + 1",
    "import os, sys, logging, warnings\nprint('out')\nprint('err', file=sys.stderr)\nos.getcwd(), sys.executable, __name__",
    "sys.path, sys.argv[0], sorted(os.environ)",
    "warnings.warn('mine')\nwarnings.warn('old', DeprecationWarning)",
    "logging.warning('root'); logging.getLogger('other').warning('other'); logging.root.handlers, logging.root.level",
    "os.system('echo from a shell')",
    "!echo from a command; pwd",
    "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.puts(b'from C')\nlibc.fflush(None)\nimport time\ntime.sleep(0.2)",
    "%%time\nx = sum(range(10))",
    "def f(n):\n    return 1 / n\nf(0)",
    "import numpy as np\nnp.array([1.0]) / 0, np.get_printoptions()",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "from sklearn.linear_model import LinearRegression\nLinearRegression().fit([[0], [1]], [0, 1])",
    "import matplotlib, matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('line')\nplt.show()",
    "fig, ax = plt.subplots(figsize=(2, 1))\nax.bar([1, 2], [3, 4])\nmatplotlib.get_backend(), plt.isinteractive()",
    "matplotlib.rcParams",
    "import multiprocessing\ndef square(x):\n    return x * x\nwith multiprocessing.Pool(2) as p:\n    p.map(square, [2, 3])",
    "import subprocess\nsubprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True, text=True).stdout",
    "import asyncio\nawait asyncio.sleep(0.01, 'slept')",
    "import signal\n[signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)]",
    "os.getsid(0) == os.getpgid(0), os.umask(0), sys.getrecursionlimit(), sys.gettrace(), sys.excepthook.__name__",
    "import threading\nthreading.current_thread() is threading.main_thread(), get_ipython().__class__, type(sys.stdout)",
    "import threadpoolctl\nsorted((lib['user_api'], lib['num_threads']) for lib in threadpoolctl.threadpool_info())",
    "from IPython.display import HTML\ndisplay(HTML('<b>bold</b>'))\n_, __name__, In[1], Out[1]",
    "%who\n%history 1-2",
    "def g():\n    yield 1\ng()",
]

MASKS = [
    (r"0x[0-9a-f]+", "0x…"),
    (r"(user|sys:|total:|time:) [\d.e+]+ [µμmn]?s", "…"),
    (r"sk-container-id-\d+", "sk-container"),
    (r"ipykernel_\d+/\d+", "ipykernel_…"),
    (r"tmp\w+|kernel-[\w-]+", "…"),
    (r"-i-\w+-", "-"),
]


def outputs(kernel: str, cells: list[str], folder: Path) -> list[tuple[Any, str]]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, kernel_name=kernel, timeout=TIMEOUT, allow_errors=True, resources=resources).execute()
    found = []
    for cell in notebook.cells:
        text = json.dumps(cell["outputs"], indent=1, sort_keys=True, ensure_ascii=False)
        for pattern, mark in MASKS:
            text = re.sub(pattern, mark, text)
        found.append((cell["execution_count"], text))
    return found


def test_a_notebook_gives_what_it_gives_in_an_ordinary_kernel(kernels: WarmLauncher, tmp_path: Path) -> None:
    ours = outputs("homl", CELLS, tmp_path)
    theirs = outputs("python3", CELLS, tmp_path)
    for cell, our, their in zip(CELLS, ours, theirs, strict=True):
        assert our == their, cell


def test_it_is_the_kernel_that_goes_on_after_an_exercise(client: BlockingKernelClient) -> None:
    # `test_tests_cells` tests what it does.
    assert run(client, "type(get_ipython().kernel).__name__") == "'CourseKernel'"


def test_each_kernel_draws_its_own_numbers(kernels: WarmLauncher, tmp_path: Path) -> None:
    drawn = ["import random, numpy as np\nrandom.random(), np.random.rand()"]
    assert outputs("homl", drawn, tmp_path) != outputs("homl", drawn, tmp_path)


@pytest.mark.parametrize("source", ["while True: pass", "import time; time.sleep(60)", "!sleep 60"])
def test_interrupt(manager: KernelManager, client: BlockingKernelClient, source: str) -> None:
    request = client.execute(source, stop_on_error=False)  # or what comes next may be aborted
    wait_for(lambda: client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] == "execute_input")
    time.sleep(0.3)
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=TIMEOUT)
    assert reply["parent_header"]["msg_id"] == request
    assert run(client, "'still here'") == "'still here'"
    if not source.startswith("!"):
        assert reply["content"]["ename"] == "KeyboardInterrupt"


def test_restart_forgets_and_clients_go_on(manager: KernelManager, client: BlockingKernelClient) -> None:
    assert client.execute_interactive("a = 1", timeout=TIMEOUT)["content"]["execution_count"] == 1
    before = provisioner(manager).pid
    manager.restart_kernel()
    assert provisioner(manager).pid != before
    client.wait_for_ready(timeout=TIMEOUT)
    assert client.execute_interactive("b = 2", timeout=TIMEOUT)["content"]["execution_count"] == 1
    assert run(client, "a") == "NameError"


def test_what_a_shutdown_runs_and_leaves(manager: KernelManager, client: BlockingKernelClient, tmp_path: Path) -> None:
    run(client, f"import atexit\natexit.register(lambda: open({str(tmp_path / 'bye')!r}, 'w').close())")
    pid = present(provisioner(manager).pid)
    manager.shutdown_kernel()
    assert gone(pid)
    assert (tmp_path / "bye").exists()


def test_input(client: BlockingKernelClient) -> None:
    client.execute("name = input('Who? ')")
    question = client.get_stdin_msg(timeout=TIMEOUT)
    assert question["content"]["prompt"] == "Who? "
    client.input("Ada")
    client.get_shell_msg(timeout=TIMEOUT)
    assert run(client, "name", allow_stdin=False) == "'Ada'"


def test_completion_inspection_and_history(client: BlockingKernelClient) -> None:
    run(client, "import numpy as np\nvalues = [1]", store_history=True)
    assert "values" in client.complete("valu", 4, reply=True, timeout=TIMEOUT)["content"]["matches"]
    assert "linspace" in client.complete("np.lins", 7, reply=True, timeout=TIMEOUT)["content"]["matches"]
    found = client.inspect("np.linspace", 5, reply=True, timeout=TIMEOUT)["content"]
    assert "evenly spaced" in found["data"]["text/plain"]
    past = client.history(hist_access_type="tail", n=1, reply=True, timeout=TIMEOUT)["content"]["history"]
    assert "values = [1]" in past[-1][2]


SLIDER = """
import ipywidgets
slider = ipywidgets.IntSlider(1)
seen = []
slider.observe(lambda change: seen.append(change["new"]), "value")
slider
"""


def test_widgets(client: BlockingKernelClient) -> None:
    opened = []
    client.execute_interactive(
        SLIDER, timeout=TIMEOUT, output_hook=lambda m: opened.append(m["content"]) if m["msg_type"] == "comm_open" else None
    )
    [slider] = [o["comm_id"] for o in opened if o["data"]["state"]["_model_name"] == "IntSliderModel"]
    moved = {"comm_id": slider, "data": {"method": "update", "state": {"value": 7}, "buffer_paths": []}}
    client.shell_channel.send(client.session.msg("comm_msg", moved))
    assert run(client, "slider.value, seen") == "(7, [7])"
    targets = "sorted(get_ipython().kernel.comm_manager.targets)"
    assert run(client, targets) == "['jupyter.widget', 'jupyter.widget.control']"


def debug(client: Any, command: str, arguments: dict[str, Any]) -> Any:
    content = {"seq": 1, "type": "request", "command": command, "arguments": arguments}
    client.control_channel.send(client.session.msg("debug_request", content))
    return client.get_control_msg(timeout=TIMEOUT)["content"]


def test_debugger_stops_at_a_breakpoint(client: BlockingKernelClient) -> None:
    assert debug(client, "debugInfo", {})["body"]["isStarted"] is False
    hello = {"clientID": "test", "adapterID": "", "pathFormat": "path", "linesStartAt1": True, "columnsStartAt1": True}
    assert debug(client, "initialize", hello)["success"]
    assert debug(client, "attach", {})["success"]
    source = "x = 1\ny = x + 1\nprint(y)"
    path = debug(client, "dumpCell", {"code": source})["body"]["sourcePath"]
    breakpoints = {"source": {"path": path}, "breakpoints": [{"line": 2}], "sourceModified": False}
    assert debug(client, "setBreakpoints", breakpoints)["body"]["breakpoints"][0]["verified"]
    assert debug(client, "configurationDone", {})["success"]
    client.execute(source)
    stopped = {}

    def hear() -> dict[str, Any]:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["msg_type"] == "debug_event" and message["content"]["event"] == "stopped":
            stopped.update(message["content"]["body"])
        return stopped

    wait_for(hear)
    frames = debug(client, "stackTrace", {"threadId": stopped["threadId"]})["body"]["stackFrames"]
    assert frames[0]["line"] == 2
    assert debug(client, "continue", {"threadId": stopped["threadId"]})["success"]
    assert client.get_shell_msg(timeout=TIMEOUT)["content"]["status"] == "ok"
    assert debug(client, "disconnect", {"restart": False, "terminateDebuggee": True})["success"]


def test_as_many_threads_as_there_are_cores(client: BlockingKernelClient) -> None:
    asked = "import numpy, threadpoolctl\n{lib['num_threads'] for lib in threadpoolctl.threadpool_info()}"
    assert run(client, asked) == str({len(os.sched_getaffinity(0))})


def test_the_learners_own_environment(kernels: WarmLauncher, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own_module.py").write_text("x = 5")
    own = {**os.environ, "OWN": "secret", "PYTHONPATH": str(tmp_path / "mine"), "OMP_NUM_THREADS": "1", "TZ": "Asia/Tokyo"}
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel(cwd=str(tmp_path), env=own)
    client = connected(manager)
    try:
        assert run(client, "import os, own_module\nos.environ['OWN'], own_module.x") == "('secret', 5)"
        assert run(client, "import time\ntime.tzname[0]") == "'JST'"
        assert run(client, "import threadpoolctl as t\n{lib['num_threads'] for lib in t.threadpool_info()}") == "{1}"
        assert run(client, "'PYTHONHASHSEED' in os.environ, 'CUDA_VISIBLE_DEVICES' in os.environ") == "(False, False)"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@contextmanager
def kernel_of(folder: Path, **environment: str) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    """A kernel in a folder, which is its home as well."""
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel(cwd=str(folder), env={**os.environ, "HOME": str(folder), **environment})
    client = connected(manager)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


SET = "import os\nos.environ['{}'] = '{}'\n"
THREADS = "import threadpoolctl as t\n{lib['num_threads'] for lib in t.threadpool_info()}"


def test_settings_before_an_import_count_as_in_a_new_kernel(kernels: WarmLauncher, tmp_path: Path) -> None:
    cores = str({len(os.sched_getaffinity(0))})
    with kernel_of(tmp_path) as (_, client):
        assert run(client, SET.format("MPLBACKEND", "agg") + "import matplotlib\nmatplotlib.get_backend()") == "'agg'"
        assert run(client, SET.format("MPLBACKEND", "svg") + "matplotlib.get_backend()") == "'agg'"  # it is too late
        assert run(client, SET.format("OMP_NUM_THREADS", "1") + THREADS) == cores  # Matplotlib has imported NumPy
    with kernel_of(tmp_path) as (_, client):
        assert run(client, THREADS) == cores
        assert run(client, SET.format("OMP_NUM_THREADS", "1") + "import numpy\n" + THREADS) == "{1}"
        assert "no-such" in run(client, SET.format("MPLBACKEND", "no-such") + "os.environ['MPLBACKEND']")


def test_the_learners_own_matplotlibrc_counts(kernels: WarmLauncher, tmp_path: Path) -> None:
    size = "import matplotlib\nmatplotlib.rcParams['figure.figsize'], matplotlib.get_backend()"
    config = tmp_path / ".config" / "matplotlib" / "matplotlibrc"
    config.parent.mkdir(parents=True)
    config.write_text("figure.figsize: 3, 2\nbackend: svg\n")
    with kernel_of(tmp_path) as (_, client):
        assert run(client, size) == "([3.0, 2.0], 'module://matplotlib_inline.backend_inline')"
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "matplotlibrc").write_text("figure.figsize: 5, 5\n")
        assert (
            run(client, "matplotlib.rcdefaults(); matplotlib.rc_file_defaults()\n" + size)
            == "([3.0, 2.0], 'module://matplotlib_inline.backend_inline')"
        )
    (tmp_path / "matplotlibrc").write_text("figure.figsize: 4, 1\n")  # beside the notebook: before the one at home
    with kernel_of(tmp_path) as (_, client):
        assert run(client, size) == "([4.0, 1.0], 'module://matplotlib_inline.backend_inline')"
    (tmp_path / "matplotlibrc").unlink()
    with kernel_of(tmp_path, MPLCONFIGDIR=str(tmp_path / "other")) as (_, client):
        assert run(client, size) == "([5.0, 5.0], 'module://matplotlib_inline.backend_inline')"
    with kernel_of(tmp_path) as (_, client):
        assert (
            run(client, SET.format("MPLCONFIGDIR", tmp_path / "other") + size)
            == "([5.0, 5.0], 'module://matplotlib_inline.backend_inline')"
        )


def test_what_can_no_longer_be_set_is_said(kernels: WarmLauncher, tmp_path: Path) -> None:
    with kernel_of(tmp_path) as (manager, client):
        assert isinstance(provisioner(manager).process, KernelProcess)
        said = run(client, SET.format("SCIPY_ARRAY_API", "1"))
        assert said.startswith("`SCIPY_ARRAY_API` has no effect in this kernel, which has loaded SciPy already.")
        assert "Change Kernel" in said
        assert run(client, SET.format("TF_ENABLE_ONEDNN_OPTS", "1")) == ""  # TensorFlow is not loaded
    with kernel_of(tmp_path, SCIPY_ARRAY_API="1") as (manager, client):
        assert not isinstance(provisioner(manager).process, KernelProcess)
        assert run(client, "import scipy._lib._array_api as a\na.SCIPY_ARRAY_API") == "'1'"


def test_other_arguments_get_an_ordinary_kernel(kernels: WarmLauncher) -> None:
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel(extra_arguments=["--IPKernelApp.quiet=False"])
    try:
        assert not isinstance(provisioner(manager).process, KernelProcess)
        client = connected(manager)
        assert run(client, "6 * 7") == "42"
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


def test_without_fork_servers_there_are_ordinary_kernels(tmp_path: Path) -> None:
    assert registry.pool() is None
    assert outputs("homl", ["6 * 7"], tmp_path) == outputs("python3", ["6 * 7"], tmp_path)


def test_a_fork_that_fails_is_an_ordinary_kernel(kernels: WarmLauncher, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(start: Any) -> NoReturn:
        raise NoEngine("no more processes")

    monkeypatch.setattr(kernels, "start", refuse)
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel()
    try:
        client = connected(manager)
        assert run(client, "6 * 7") == "42"
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


def test_the_end_of_the_fork_server_is_not_the_kernels(
    manager: KernelManager, client: BlockingKernelClient, launcher: WarmLauncher
) -> None:
    run(client, "a = 1")
    server = launcher._servers["light"]
    os.kill(server._process.pid, signal.SIGKILL)
    wait_for(lambda: server.gone)
    assert run(client, "a") == "1"
    assert manager.is_alive()
    manager.interrupt_kernel()
    manager.restart_kernel()
    client.wait_for_ready(timeout=TIMEOUT)
    assert run(client, "a") == "NameError"
    assert isinstance(provisioner(manager).process, KernelProcess)


OWNER = """
import os, signal, sys, time
from jupyter_client.manager import KernelManager
from jupyterlab_homl.engine.kernels import registry
from jupyterlab_homl.engine.kernels.kernel_process import WORKER
from jupyterlab_homl.engine.launch.launcher import Workers
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.errors import NoEngine

launcher = WarmLauncher(Workers((WORKER,)), ["numpy"])
launcher.warm("light")
registry.open_pool(launcher, lambda notebook: "light")
while not registry.pool()._spares:
    time.sleep(0.05)
spare = registry.pool()._spares["light"].pid
managers = [KernelManager(kernel_name="homl") for _ in range(2)]
for manager in managers:
    manager.start_kernel()
client = managers[0].client()
client.start_channels()
client.wait_for_ready()
client.execute("import subprocess; subprocess.Popen(['sleep', '60'])\\nwhile True: pass")
time.sleep(0.5)
kernels = [manager.provisioner.pid for manager in managers]
assert spare in kernels
print(*kernels, launcher._servers["light"]._process.pid, managers[0].ip, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_kernels_end_with_their_owner_however_it_ends(tmp_path: Path) -> None:
    owner = subprocess.run([sys.executable, "-c", OWNER], capture_output=True, text=True, cwd=tmp_path, timeout=TIMEOUT)
    *pids, ip = owner.stdout.split()
    assert len(pids) == 3, owner.stderr
    wait_for(lambda: all(map(gone, map(int, pids))), 2.0)
    wait_for(lambda: not Path(ip).parent.exists(), 2.0)
    processes = subprocess.run(["ps", "-eo", "sid=,stat=,args="], capture_output=True, text=True).stdout.splitlines()
    assert not [line for line in processes if line.split()[0] in pids and not line.split()[1].startswith("Z")]


def test_nothing_is_left_of_thirty_kernels(launcher: WarmLauncher, tmp_path: Path) -> None:
    kernels = kernel_pool.KernelPool(launcher, lambda notebook: "light", spares=False)
    before = None
    for _ in range(31):
        ip = kernels.new_endpoint()
        ports = {f"{channel}_port": n for n, channel in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}
        connection = {"ip": ip, "key": b"key", "signature_scheme": "hmac-sha256", **ports}
        kernel = kernels.start("", ["-f", "none.json"], str(tmp_path), os.environ, connection, False)
        folder = Path(ip).parent
        kernel.kill()
        assert kernel.wait() == -signal.SIGKILL
        for path in folder.glob(f"{Path(ip).name}-*"):
            path.unlink()
        before = before or set(os.listdir("/proc/self/fd"))
    assert len(os.listdir("/proc/self/fd")) <= len(present(before))
    assert list(folder.glob("k*")) == []
    server = launcher._servers["light"]._process.pid
    children = Path(f"/proc/{server}/task/{server}/children")
    wait_for(lambda: not any(gone(int(pid)) for pid in children.read_text().split()))
    kernels.close()


@pytest.fixture
def quick_pool(launcher: WarmLauncher, monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelPool | None]:
    monkeypatch.setattr(kernel_pool, "SPARE_DELAY", 0.0)
    monkeypatch.setattr(kernel_pool, "_INTERVAL", 0.1)
    registry.open_pool(launcher, lambda notebook: "")
    yield registry.pool()
    registry.close_pool()


def spare_of(quick_pool: KernelPool | None) -> KernelProcess:
    wait_for(lambda: present(quick_pool)._spares.get("light"))
    return present(quick_pool)._spares["light"]


def test_one_spare_kernel_waits_and_is_taken(quick_pool: KernelPool | None, tmp_path: Path) -> None:
    spare = spare_of(quick_pool)
    spare.wait_ready()
    manager = KernelManager(kernel_name="homl")
    manager.start_kernel(cwd=str(tmp_path))
    assert provisioner(manager).pid == spare.pid
    client = connected(manager)
    assert run(client, "import os\nos.getcwd()") == repr(str(tmp_path))
    second = spare_of(quick_pool)
    assert second.pid != spare.pid
    manager.restart_kernel()
    assert provisioner(manager).pid == second.pid
    client.wait_for_ready(timeout=TIMEOUT)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_spare_kernel_that_was_killed_is_replaced(quick_pool: KernelPool | None, tmp_path: Path) -> None:
    os.kill(spare_of(quick_pool).pid, signal.SIGKILL)
    assert outputs("homl", ["6 * 7"], tmp_path)[0][0] == 1


def test_no_spare_kernel_where_memory_is_short_or_libraries_have_changed(
    quick_pool: KernelPool | None, launcher: WarmLauncher, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = spare_of(quick_pool)
    monkeypatch.setattr(kernel_pool, "free_memory", lambda: 1e6)
    wait_for(lambda: not present(quick_pool)._spares and gone(spare.pid))
    monkeypatch.undo()
    monkeypatch.setattr(kernel_pool, "_INTERVAL", 0.1)
    spare = spare_of(quick_pool)
    monkeypatch.setattr(warm, "installed_libraries", lambda: frozenset({("new", 1)}))
    wait_for(lambda: not present(quick_pool)._spares and gone(spare.pid))


def test_a_spare_kernel_does_not_keep_its_server(quick_pool: KernelPool | None, launcher: WarmLauncher) -> None:
    spare = spare_of(quick_pool)
    server = launcher._servers["light"]
    assert not server.busy
    server.close()
    wait_for(lambda: not present(quick_pool)._spares and gone(spare.pid))


@pytest.fixture
def jp_server_config(jp_root_dir: Path) -> dict[str, Any]:
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}},
        "Homl": {"course_dir": str(COURSE), "preload": ["numpy"]},
        "KernelRestarter": {"time_to_dead": 0.3},
    }


def execution(source: str) -> dict[str, Any]:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}


async def result(socket: WebSocketClientConnection, source: str) -> Any:
    """The result of a cell, over a websocket as a front end has it."""
    message = execution(source)
    header = message["header"]
    await socket.write_message(json.dumps(message))
    found = None
    while True:
        reply = await asyncio.wait_for(socket.read_message(), TIMEOUT)
        assert reply is not None
        said = json.loads(reply)
        if said["parent_header"].get("msg_id") == header["msg_id"] and said["channel"] == "iopub":
            content = said["content"]
            found = content.get("data", {}).get("text/plain") or content.get("ename") or found
            if content.get("execution_state") == "idle":
                return found


async def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        await asyncio.sleep(0.05)


#: A word of the toolkit in the kernel's language.
PREDICT = "from jupyterlab_homl.toolkit.i18n import _ as translated\ntranslated('Predict')"


async def test_in_a_server(
    jp_serverapp: ServerApp,
    jp_fetch: Callable[..., Awaitable[HTTPResponse]],
    jp_ws_fetch: Callable[..., Awaitable[WebSocketClientConnection]],
    jp_root_dir: Path,
    jp_data_dir: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(ROOT / "jupyter-config" / "kernels", jp_data_dir / "kernels", dirs_exist_ok=True)
    monkeypatch.setattr(translator, "_LOCALE", "en")
    translator.set_locale("zh_CN")  # as JupyterLab does when a page is loaded
    (jp_root_dir / "t1_small").mkdir()
    body = {"path": "t1_small/lesson.ipynb", "name": "lesson.ipynb", "type": "notebook", "kernel": {"name": "homl"}}
    response = await jp_fetch("api", "sessions", method="POST", body=json.dumps(body))
    kernel = json.loads(response.body)["kernel"]["id"]
    manager = jp_serverapp.kernel_manager.get_kernel(kernel)
    assert isinstance(provisioner(manager).process, KernelProcess)
    assert manager.transport == "ipc"
    socket = await jp_ws_fetch("api", "kernels", kernel, "channels")
    where = jp_root_dir / "t1_small"
    assert await result(socket, "import os\nos.getcwd()") == repr(str(where))
    assert await result(socket, "os.environ['JPY_SESSION_NAME']") == repr(str(where / "lesson.ipynb"))
    assert await result(socket, "__session__") == repr(str(where / "lesson.ipynb"))
    assert await result(socket, PREDICT) == "'预测'"
    # dies: is started again, and the same client goes on
    before = provisioner(manager).pid
    await socket.write_message(json.dumps(execution("os.kill(os.getpid(), 9)")))
    await until(lambda: provisioner(manager).pid != before and provisioner(manager).has_process)
    assert await result(socket, "'again'") == "'again'"
    assert await result(socket, "os") == "NameError"
    # restarted by its person
    before = provisioner(manager).pid
    translator.set_locale("en")
    await jp_fetch("api", "kernels", kernel, "restart", method="POST", body="{}")
    assert provisioner(manager).pid != before
    assert await result(socket, "1 + 1") == "2"
    assert await result(socket, PREDICT) == "'Predict'"
    # idle for long: culled
    pid = present(provisioner(manager).pid)
    socket.close()
    monkeypatch.setattr(jp_serverapp.kernel_manager, "cull_idle_timeout", 1)
    monkeypatch.setattr(jp_serverapp.kernel_manager, "cull_connected", True)
    await asyncio.sleep(1.2)
    await jp_serverapp.kernel_manager.cull_kernels()
    await until(lambda: gone(pid))
    assert kernel not in jp_serverapp.kernel_manager


TRAIN = """
import numpy as np, tensorflow as tf
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor
X = np.random.rand(1000, 4).astype("float32"); y = X.sum(axis=1)
model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(1)])
model.compile("sgd", "mse")
data = tf.data.Dataset.from_tensor_slices((X, y)).batch(32).map(lambda a, b: (a, b), num_parallel_calls=4)
model.fit(data, shuffle=False, verbose=0)
KMeans(3, n_init=1).fit(X)
HistGradientBoostingRegressor(max_iter=5).fit(X, y)
len(model.weights)
"""
DRAW = "import tensorflow as tf\nfloat(tf.random.uniform([])), float(tf.keras.random.uniform([1])[0])"


def test_tensorflow(tmp_path: Path) -> None:
    launcher = WarmLauncher(KERNELS, ["sklearn.cluster", "sklearn.ensemble"])
    registry.open_pool(launcher, lambda notebook: "tensorflow")
    try:
        launcher.warm("tensorflow")
        kernels = present(registry.pool())
        wait_for(lambda: kernels._spares.get("tensorflow"), 30)
        spare = kernels._spares["tensorflow"]
        spare.wait_ready()
        managers = [KernelManager(kernel_name="homl") for _ in range(2)]
        drawn = []
        for manager in managers:
            manager.start_kernel(cwd=str(tmp_path))
            client = connected(manager)
            drawn.append(run(client, DRAW))
            if manager is managers[0]:
                assert provisioner(manager).pid == spare.pid
                assert run(client, TRAIN) == "4"
                # TensorFlow has a thread for each core, and those of its pools
                assert run(client, "tf.config.threading.get_intra_op_parallelism_threads()") == "0"
                assert run(client, "import os; os.environ.get('TF_NUM_INTRAOP_THREADS')") == ""
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        assert drawn[0] != drawn[1]
        no_such = SET.format("KERAS_BACKEND", "no-such") + "import keras"
        with kernel_of(tmp_path) as (_, client):
            assert run(client, no_such) == "ValueError"
        with kernel_of(tmp_path) as (_, client):
            assert (
                run(client, SET.format("KERAS_BACKEND", "tensorflow") + "import keras\nkeras.backend.backend()")
                == "'tensorflow'"
            )
            assert run(client, TRAIN) == "4"
            assert run(client, no_such) == ""  # it is too late
            assert run(client, SET.format("TF_ENABLE_ONEDNN_OPTS", "1")).startswith("`TF_ENABLE_ONEDNN_OPTS` has no effect")
        (tmp_path / ".keras").mkdir(exist_ok=True)
        (tmp_path / ".keras" / "keras.json").write_text('{"floatx": "float64", "backend": "tensorflow"}')
        with kernel_of(tmp_path) as (_, client):
            assert run(
                client, "import keras\nkeras.config.floatx(), keras.layers.Dense(2)(keras.ops.zeros((1, 2))).dtype"
            ) == ("('float64', tf.float64)")
    finally:
        registry.close_pool()
        launcher.close()


def test_a_kernel_without_tensorflow_can_import_it(client: BlockingKernelClient) -> None:
    assert run(client, "import tensorflow as tf\nint(tf.constant([1, 2])[1])").endswith("2")
