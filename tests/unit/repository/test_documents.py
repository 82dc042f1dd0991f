"""JSON that we make is written by methods called `document`, whose callers pass it on and read nothing in it."""

from __future__ import annotations

import ast

from tests.paths import ROOT

PACKAGE = ROOT / "jupyterlab_homl"


def test_nothing_is_read_in_a_document_of_our_own() -> None:
    found = [
        (str(path.relative_to(PACKAGE)), one.name, ast.unparse(method.returns) if method.returns else "")
        for path in sorted(PACKAGE.rglob("*.py"))
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.ClassDef)
        for method in one.body
        if isinstance(method, ast.FunctionDef) and method.name == "document"
    ]
    assert len(found) > 30
    assert [each for each in found if each[2] != "dict[str, object]"] == []
