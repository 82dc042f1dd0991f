"""The wheel carries the built course and the lab extension, and needs no jupytext to be used."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from jupyterlab_homl.toolkit.datasets.bundled import manifest
from tests.paths import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_what_is_in_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    data = next(name.split("/")[0] for name in names if ".data/" in name)
    for name in (
        "jupyterlab_homl/_course/course.json",
        "jupyterlab_homl/_course/release/ch04/lesson.ipynb",
        "jupyterlab_homl/_course/release/ch10/exercises.ipynb",
        "jupyterlab_homl/_course/source/ch04/exercises.ipynb",
        "jupyterlab_homl/progress/migrations/versions/0001_attempts_hints_visits.py",
        "jupyterlab_homl/server/openapi.json",
        "jupyterlab_homl/locale/zh_CN/LC_MESSAGES/jupyterlab_homl.json",
        "jupyterlab_homl/locale/zh_CN/LC_MESSAGES/jupyterlab_homl.mo",
        "jupyterlab_homl/server/events/progress.yaml",
        "jupyterlab_homl/toolkit/data/manifest.toml",
        *(f"jupyterlab_homl/toolkit/data/{row.file}" for row in manifest()),
        f"{data}/data/share/jupyter/labextensions/jupyterlab-homl/package.json",
        f"{data}/data/share/jupyter/kernels/homl/kernel.json",
        f"{data}/data/etc/jupyter/jupyter_server_config.d/jupyterlab_homl.json",
    ):
        assert name in names
    assert not any(name.startswith(("tests/", "ui-tests/", "notebooks/")) for name in names)


def test_the_course_in_it_is_the_one_in_the_sources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import sys; sys.modules['jupytext'] = None\n"
        "from jupyterlab_homl.course.library import open_library\n"
        "library = open_library()\n"
        "assert library.folder.name == '_course', library.folder\n"
        "print(library.course.find_exercise('ch04-e01')[1].solution)\n"
        "print(len(library.notebook('ch10', 'exercises')['cells']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    from jupyterlab_homl.course.library import open_library

    library = open_library()
    assert library.course.find_exercise("ch04-e01")[1].solution in done.stdout
    assert str(len(library.notebook("ch10", "exercises")["cells"])) in done.stdout


def test_little_javascript_is_loaded_at_start_and_in_all(wheel: Path) -> None:
    """Compressed as a server would, in bytes; styles are in it."""
    with zipfile.ZipFile(wheel) as archive:
        folder = "/data/share/jupyter/labextensions/jupyterlab-homl/"
        files = {Path(name).name: archive.read(name) for name in archive.namelist() if folder in name and name.endswith(".js")}
    sizes = {name: len(gzip.compress(text)) for name, text in files.items()}
    [entry] = (name for name in files if name.startswith("remoteEntry."))
    # what JupyterLab asks the entry for, with the chunks that it loads: {"./extension":()=>n.e(389).then(…),…}
    exposed = re.search(r'"\./extension":\(\)=>(.*?)\.then\(', files[entry].decode())
    assert exposed, "the entry is not that of a production build (jlpm build:prod)"
    chunks = re.findall(r"\.e\((\d+)\)", exposed[1])
    assert chunks
    assert '"./style"' not in files[entry].decode(), "styles that are needed at start are imported by src/index.ts"
    start = [entry, *(name for name in files if name.split(".")[0] in chunks)]
    assert len(start) == 1 + len(chunks)
    assert sum(sizes[name] for name in start) <= 60_000
    table = {name for name, text in files.items() if b"getCoreRowModel" in text}  # of the page that instructors alone open
    assert table
    assert not table & {*start}
    assert sum(size for name, size in sizes.items() if name not in table) <= 130_000
    assert sum(sizes[name] for name in table) <= 40_000
