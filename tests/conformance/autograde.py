"""Runs ``nbgrader autograde ps1`` in course folders, one after another, with another grader in place of nbgrader's.

The argument is a JSON list of ``[folder, grader, settings]``; a JSON list of exit codes is printed.
"""

import json
import os
import sys
from typing import Any

import plugin
from jupyter_core.application import NoStart
from nbgrader.apps.nbgraderapp import NbGraderApp


def autograde(folder: str, grader: str, settings: dict[str, Any]) -> int:
    """Run the command in a folder; returns its exit code."""
    os.chdir(folder)
    plugin.put(grader, settings)
    app = NbGraderApp.instance()
    try:
        app.initialize(["autograde", "ps1"])
        app.start()
    except NoStart:  # how an application says that its subcommand has run
        return 0
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        app.reset()
    return 0


if __name__ == "__main__":
    print(json.dumps([autograde(*what) for what in json.loads(sys.argv[1])]))
