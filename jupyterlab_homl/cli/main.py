"""Entry point of `jupyter homl`: parses the arguments, runs the command, and turns errors into messages and exit codes."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence

from .._version import __version__
from ..errors import HomlError
from ..i18n import _, translate
from . import author, classes, lab, learner, notes, proving
from .terminal import VisibleStream

#: The groups of commands. A first argument that is not a command is a folder to open.
_GROUPS = (lab, learner, author, proving, classes, notes)


def parser() -> tuple[argparse.ArgumentParser, set[str]]:
    """The parser and the names of its commands."""
    top = argparse.ArgumentParser(prog="jupyter homl", description="Learn machine learning by doing, in JupyterLab.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in _GROUPS:
        group.add(commands)
    return top, set(commands.choices)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Returns
    -------
    int
        The exit code: 0 on success, 1 if a check or a finding is negative, 2 if the command could not be carried out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ✓ shows ?
    words = list(sys.argv[1:] if arguments is None else arguments)
    top, names = parser()
    if not words or (words[0] not in names and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "lab")
    options, rest = top.parse_known_args(words)
    if rest and not getattr(options, "passes_on", False):
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    if getattr(options, "passes_on", False):
        return _run(options)  # JupyterLab prints for itself
    with contextlib.redirect_stdout(VisibleStream(sys.stdout)), contextlib.redirect_stderr(VisibleStream(sys.stderr)):
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except HomlError as error:
        print(f"jupyter homl: {translate(error.id, error.values)}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # such as `head`, which has read all that it wants; Python writes what is left at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return 1
    except KeyboardInterrupt:
        print(_("jupyter homl: stopped."), file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
