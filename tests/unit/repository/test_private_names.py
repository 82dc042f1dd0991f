"""Private names of other packages stand in `compat` modules alone, each with the version that it was seen in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "jupyterlab_homl"
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
COMPAT = [path for path in MODULES if path.name == "compat.py"]

PRIVATE = re.compile(r"_(?!_)\w+")
#: A module below a private one, or in a part that its package calls internal.
PRIVATE_MODULE = re.compile(r"[a-z]\w*(\.\w+)*\.(_[a-z]\w*|src|python)(\.\w+)*")

#: What Python's documentation describes in spite of its name.
DOCUMENTED = {"os._exit", "sys._getframe"}


def defined(tree: ast.AST) -> Iterator[str]:
    """The names that a module of ours defines."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                yield name


OURS = {name for path, tree in MODULES.items() if path not in COMPAT for name in defined(tree)}


def is_foreign(name: str) -> bool:
    """Whether a name is private and none of ours."""
    return bool(PRIVATE.fullmatch(name)) and name not in OURS


def foreign(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The lines and names of what a module uses of others that is private there."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if (
                PRIVATE.fullmatch(name) and name not in OURS and ast.unparse(node) not in DOCUMENTED
            ):
                yield node.lineno, ast.unparse(node)
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr"), args=[_, ast.Constant(value=str(name)), *_]
            ):
                if PRIVATE.fullmatch(name) and name not in OURS:
                    yield node.lineno, name
            case ast.ImportFrom(module=str(module), names=names, level=0):
                dotted = [f"{module}.{alias.name}" for alias in names]
                yield from ((node.lineno, name) for name in dotted if PRIVATE_MODULE.fullmatch(name))
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names if PRIVATE_MODULE.fullmatch(alias.name))
            case ast.Constant(value=str(text)) if PRIVATE_MODULE.fullmatch(text):
                yield node.lineno, text


def test_no_other_module_uses_one() -> None:
    used = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path, tree in MODULES.items()
        if path not in COMPAT
        for line, name in foreign(tree)
    ]
    assert used == []


@pytest.mark.parametrize("path", COMPAT, ids=lambda path: path.parent.name)
def test_each_says_in_which_version_it_was_seen(path: Path) -> None:
    uses = [node for node in MODULES[path].body if isinstance(node, ast.FunctionDef | ast.ClassDef) and any(foreign(node))]
    assert [node.name for node in uses if not re.search(r"[A-Za-z] \d+\.\d+", ast.get_docstring(node) or "")] == []


def test_a_private_name_is_found() -> None:
    source = "import a._b\nfrom a import _c\nx._d\ngetattr(x, '_e')\n'a._f'\nos._exit(1)\nself._modules\n"
    assert [name for _, name in foreign(ast.parse(source))] == ["a._b", "a._c", "x._d", "_e", "a._f"]
