"""Odd things in the place of each file that grading reads or writes: a sentence, or as if it were not there; never a wait."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.grading.execute.environment import predict_environment, read_source_notebook
from jupyterlab_homl.grading.journal import FOLDER, Journal, JournalEntry
from jupyterlab_homl.grading.record.folder import replace_folder
from jupyterlab_homl.grading.timestamp import read_timestamp
from tests.odd_things import THINGS

#: Seconds after which a test that waits has failed.
_PATIENCE = 20


@pytest.fixture(autouse=True)
def impatience() -> Iterator[None]:
    def too_long(*_: object) -> NoReturn:
        raise TimeoutError("it waits")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("thing", THINGS)
def test_in_the_place_of_the_journal(tmp_path: Path, thing: str) -> None:
    journal = Journal(tmp_path, "ps1")
    journal.path.parent.mkdir(parents=True)
    THINGS[thing](journal.path)
    try:
        with journal.locked():
            assert journal.find("x") is None
            journal.add([JournalEntry("ada", "f" * 64)])
    except HomlError as error:
        assert str(journal.path) in error.message  # noqa: PT017 - either is right
    else:
        with Journal(tmp_path, "ps1").locked() as again:
            assert again.find("ada") == JournalEntry("ada", "f" * 64)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("place", ["lock", "folder"])
def test_in_the_place_of_what_the_journal_needs(tmp_path: Path, thing: str, place: str) -> None:
    path = tmp_path / FOLDER / "ps1.lock" if place == "lock" else tmp_path / FOLDER
    path.parent.mkdir(parents=True)
    THINGS[thing](path)
    try:
        with Journal(tmp_path, "ps1").locked() as journal:
            journal.add([JournalEntry("ada", "")])
    except HomlError as error:
        assert "cannot be written" in error.message  # noqa: PT017 - either is right


@pytest.mark.parametrize("thing", THINGS)
def test_in_the_place_of_a_timestamp(tmp_path: Path, thing: str) -> None:
    THINGS[thing](tmp_path / "timestamp.txt")
    try:
        read_timestamp(tmp_path)
    except HomlError as error:
        assert "timestamp.txt" in error.message  # noqa: PT017 - either is right


@pytest.mark.parametrize("thing", THINGS)
def test_in_the_place_of_an_autograded_folder(tmp_path: Path, thing: str) -> None:
    folder = tmp_path / "ada" / "ps1"
    folder.parent.mkdir()
    for path in (folder, folder.with_name(".ps1.homl-new"), folder.with_name(".ps1.homl-old")):
        THINGS[thing](path)
    replace_folder(folder, {"work.ipynb": b"{}"})
    assert [path.name for path in folder.iterdir()] == ["work.ipynb"]
    assert not [path for path in folder.parent.iterdir() if "homl" in path.name and "pipe" not in path.name]


@pytest.mark.parametrize("thing", THINGS)
def test_in_the_place_of_the_instructors_notebook(tmp_path: Path, thing: str) -> None:
    folder = tmp_path / "source" / "ps1"
    folder.mkdir(parents=True)
    THINGS[thing](folder / "work.ipynb")
    assert read_source_notebook(folder / "work.ipynb") is None
    with suppress(HomlError):
        predict_environment(tmp_path, "ps1")
