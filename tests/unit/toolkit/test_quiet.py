"""What is written below Python is dropped, and nothing else."""

from __future__ import annotations

import os
import sys

import pytest

from jupyterlab_homl.toolkit.quiet import quietly


def test_native_lines_are_dropped_and_the_stream_is_back(capfd: pytest.CaptureFixture[str]) -> None:
    with quietly():
        os.write(2, b"oneDNN custom operations are on\n")
    os.write(2, b"after\n")
    print("python", file=sys.stderr)
    assert capfd.readouterr().err == "after\npython\n"


def test_exceptions_go_through(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ImportError), quietly():
        raise ImportError("keras")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"
