"""Control characters in texts from elsewhere are shown, not sent to a terminal."""

from __future__ import annotations

import io

import pytest

from jupyterlab_homl.cli.main import main
from jupyterlab_homl.cli.terminal import VisibleStream, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b[2J\x1b[1;1H", "␛[2J␛[1;1H"),
        ("a\x08b\x00", "a␈b␀"),
        ("\x9b31m\x7f", "\\u009b31m\\u007f"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("plain\ttext\r\n中文 🙂 ✓", "plain\ttext\r\n中文 🙂 ✓"),
        ("\x1b[1;31mred\x1b[0m", "\x1b[1;31mred\x1b[0m"),
    ],
)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown
    stream = io.StringIO()
    assert VisibleStream(stream).write(text) == len(text)
    assert stream.getvalue() == shown


def test_commands_print_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "no\x1b]0;such\x07.ipynb"]) == 2
    assert "no␛]0;such␇.ipynb" in capsys.readouterr().err
