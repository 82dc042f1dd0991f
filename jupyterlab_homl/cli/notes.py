"""Commands for notes: `notes export` and `notes import`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..course.library import open_library
from ..errors import HomlError
from ..i18n import _
from ..learner.notes import Notes
from ..workspace.folder import Workspace


def add(commands: Any) -> None:
    """Add the commands of this module."""
    notes = commands.add_parser("notes", help="export or import notes")
    actions = notes.add_subparsers(dest="action", metavar="ACTION", required=True)
    exporting = actions.add_parser("export", help="print notes, links and cards as one Markdown document")
    exporting.add_argument("--lesson", metavar="ID", help="only the notes of this lesson, or `general` for those of no lesson")
    exporting.set_defaults(run=run_export)
    importing = actions.add_parser("import", help="add the notes in a text file, marked by 『 』, to those of a lesson")
    importing.add_argument("file", type=Path, metavar="FILE", help="a UTF-8 text file")
    importing.add_argument("--lesson", metavar="ID", required=True, help="the lesson to add them to, or `general`")
    importing.set_defaults(run=run_import)
    for command in (exporting, importing):
        command.add_argument("--dir", type=Path, default=Path(), help="the workspace (default: the current folder)")
        command.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")


def _notes(options: argparse.Namespace) -> Notes:
    library = open_library(options.course_dir)
    return Notes(library, Workspace(options.dir.expanduser().resolve(), library))


def run_export(options: argparse.Namespace) -> int:
    """Print notes: `jupyter homl notes export`."""
    print(_notes(options).export(options.lesson), end="")
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Add the notes in a file: `jupyter homl notes import`."""
    try:
        text = options.file.expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HomlError("{path} cannot be read as UTF-8 text: {error}.", path=options.file, error=error) from error
    found = _notes(options).import_text(options.lesson, text, preview=False)
    print(
        _("Notes added to {lesson}: {added}. Already there: {known}.").format(
            lesson=options.lesson, added=found.added, known=len(found.found) - found.added
        )
    )
    return 0
