"""Reading a submission's folder without trusting it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyterlab_homl.errors import HomlError, TooLarge
from jupyterlab_homl.grading.submission import SubmissionError, fingerprint, read_files


def test_only_ordinary_files_are_read_and_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the answers")
    folder = tmp_path / "submitted"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "given.csv").write_text("1,2")
    (folder / "work.ipynb").write_text("{}")
    (folder / "copy.txt").symlink_to(secret)
    (folder / "again").symlink_to(folder)
    (folder / "work.pyc").write_text("ignored")
    os.mkfifo(folder / "pipe")
    assert read_files(folder, ["*.pyc"], 100) == {"data/given.csv": b"1,2", "work.ipynb": b"{}"}
    with pytest.raises(TooLarge):
        read_files(folder, ["*.pyc"], 4)


def test_a_fingerprint_never_changes_its_meaning() -> None:
    """Journals of earlier versions contain such fingerprints."""
    files = {"a.txt": b"hello", "sub/ä.ipynb": b'{"x": 1}'}
    assert fingerprint(files) == "a8551eb317b524b7be006e57c6b5091b438e4e8b078dbf7b6888085b63d66f52"
    assert fingerprint({"a.txt": b"hell", "o": b""}) != fingerprint({"a.txt": b"hello"})


def test_the_problem_of_a_submission_keeps_its_sentence_and_has_its_student() -> None:
    error = SubmissionError.of("ada", HomlError("{name} is not a file.", name="work.ipynb"))
    assert (error.student, error.id, error.message) == ("ada", "{name} is not a file.", "work.ipynb is not a file.")
    assert SubmissionError.of("ada", HomlError("a {brace}")).message == "a {brace}"
