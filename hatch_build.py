"""The build step that puts the built course into the wheel."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseBuildHook(BuildHookInterface):
    """Builds the notebooks from text, unless the package is installed for editing (the sources are read then)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the course and have it included."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from jupyterlab_homl.course.bundle import write_bundle

        self._folder = tempfile.mkdtemp(prefix="homl-course-")
        write_bundle(Path(self.root) / "notebooks", Path(self._folder))
        build_data["force_include"][self._folder] = "jupyterlab_homl/_course"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made on the way."""
        if folder := getattr(self, "_folder", None):
            shutil.rmtree(folder, ignore_errors=True)
