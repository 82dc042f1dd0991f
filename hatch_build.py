"""Build hook that adds the built course and the compiled catalogues to the wheel."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles the catalogues and builds the course; an editable install reads the course from its sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the course and the catalogues, and include them."""
        sys.path[:0] = [self.root, str(Path(self.root) / "scripts")]
        from translate import compile_all

        compile_all()
        if self.target_name != "wheel" or version == "editable":
            return
        from jupyterlab_homl.course.build import write_bundle

        self._folder = tempfile.mkdtemp(prefix="homl-course-")
        write_bundle(Path(self.root) / "notebooks", Path(self._folder))
        build_data["force_include"][self._folder] = "jupyterlab_homl/_course"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if folder := getattr(self, "_folder", None):
            shutil.rmtree(folder, ignore_errors=True)
