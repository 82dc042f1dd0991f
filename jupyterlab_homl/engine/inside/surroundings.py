"""What cells find around them, as in an ordinary kernel: a command line, IPython's own folder, and its magics."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from jupyterlab_homl.toolkit.i18n import _

#: Commands that would install something, as magics and as the beginning of a shell command.
_INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")
_INSTALLING = re.compile(rf"\s*+(?:python[\d.]*+ -m )?(?:{'|'.join(_INSTALLERS)})\d?\b")


def prepare_shell(shell: Any) -> None:
    """Give a shell, before any fork, what a kernel's has."""
    shell.extension_manager.load_extension("storemagic")

    def install(_line: str = "") -> None:
        words = _("Nothing is installed here: there is no network while an answer is run. Use what is installed already.")
        print(words)  # noqa: T201 - the output of the learner's cell

    for name in _INSTALLERS:
        shell.register_magic_function(install, "line", name)
    run = shell.system

    def system(command: str) -> Any:
        return install() if _INSTALLING.match(command) else run(command)

    shell.system = system


def settle(shell: Any) -> None:
    """Have a shell that was made before the fork find this process's own command line and folder."""
    from IPython.core.profiledir import ProfileDir

    folder = Path(os.environ.get("IPYTHONDIR", ".")).absolute()
    sys.argv = [str(Path(sys.prefix, "ipykernel_launcher.py")), "-f", str(folder / "kernel.json")]
    shell.ipython_dir = str(folder)
    shell.profile_dir = ProfileDir(location=str(folder / "profile_default"))
    shell.db = None  # it is made in that folder when it is first used
