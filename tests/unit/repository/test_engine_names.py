"""The engine names nothing that uses it, in strings neither: what it runs for others is handed in."""

from __future__ import annotations

import re

from tests.paths import ROOT

ENGINE = ROOT / "jupyterlab_homl" / "engine"

#: The packages that the engine may name.
KNOWN = {"engine", "errors", "i18n", "toolkit"}


def test_no_package_to_its_right_is_named() -> None:
    named = {
        (str(path.relative_to(ENGINE)), package)
        for path in sorted(ENGINE.rglob("*.py"))
        for package in re.findall(r"jupyterlab_homl[./](\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 3
    assert {(path, package) for path, package in named if package not in KNOWN} == set()
