"""Sources are parsed by `syntax.parse` alone, which may be called by several threads at once."""

from __future__ import annotations

import ast

from jupyterlab_homl.syntax import parse
from tests.paths import ROOT

PACKAGE = ROOT / "jupyterlab_homl"


def test_nothing_else_calls_the_parser() -> None:
    calls = {
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in ("ast.parse", "ast.literal_eval"))
        or (isinstance(node, ast.ImportFrom) and node.module == "ast")
        or (isinstance(node, ast.Attribute) and node.attr == "PyCF_ONLY_AST")
    }
    assert calls == {"syntax.py"}
