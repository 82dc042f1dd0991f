"""Code that tests and benchmarks hold in strings, for other processes and for attacks, names modules and members that exist.

An attack that patches what is gone would fail to do anything, and so look as if it had been warded off.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

FILES = [path for folder in ("tests", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
OURS = "jupyterlab_homl"

#: What looks like a module's name and is none: files, and names that are wrong on purpose.
NO_MODULES = re.compile(r"jupyterlab_homl\.(json|po|mo|pth|py)\b")


@cache
def resolve(name: str) -> Any:
    """The module, class, function or value of a dotted name.

    Raises
    ------
    LookupError
        If it does not exist.
    """
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                raise LookupError(name)
            found = getattr(found, part)
        return found
    raise LookupError(name)


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings of some code with their lines; what is filled in stands as a name."""
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "filled_in" for part in node.values)
            yield node.lineno, "".join(map(str, parts))


def named(text: str) -> Iterator[str]:
    """The dotted names of ours on which a string relies."""
    for found in re.finditer(r"(?<![\w./-])jupyterlab_homl(?:\.[A-Za-z_]\w*)+", NO_MODULES.sub("", text)):
        if "filled_in" not in found[0]:
            yield found[0]
    for line in re.findall(r"from +(jupyterlab_homl[\w.]*) +import +\(?([\w, ]+)", text):
        module, names = line
        yield from (f"{module}.{name.split(' as ')[0].strip()}" for name in names.split(",") if name.strip())
    try:
        yield from patched(ast.parse(textwrap.dedent(text)))
    except (SyntaxError, ValueError):
        return


def patched(tree: ast.AST) -> Iterator[str]:
    """The members of our modules that code uses, and those of our classes that it replaces."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == OURS:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname and alias.name.startswith(f"{OURS}.")}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node.value.id not in known:
            continue
        owner = known[node.value.id]
        try:
            found = resolve(owner)
        except LookupError:
            continue  # its import is reported
        if inspect.ismodule(found) or (inspect.isclass(found) and isinstance(node.ctx, ast.Store)):
            yield f"{owner}.{node.attr}"


def missing(text: str) -> list[str]:
    """The names in a string that do not exist."""
    found = []
    for name in named(text):
        try:
            resolve(name)
        except LookupError:
            found.append(name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_code_in_strings_names_exists(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if path == Path(__file__) or OURS not in source:
        return
    assert [f"line {line}: {name}" for line, text in strings(ast.parse(source)) for name in missing(text)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from jupyterlab_homl.course.library import open_library, gone", ["jupyterlab_homl.course.library.gone"]),
        ("import jupyterlab_homl.gone_too", ["jupyterlab_homl.gone_too"]),
        ("python -m jupyterlab_homl.cli.main", []),
        ("from jupyterlab_homl.course import library\nlibrary.gone = print", ["jupyterlab_homl.course.library.gone"]),
        (
            "    from jupyterlab_homl.course.library import Library as L\n    L.notebook = L.gone = print\n    return L.any",
            ["jupyterlab_homl.course.library.Library.gone"],
        ),
        ("LC_MESSAGES/jupyterlab_homl.po and /x/jupyterlab_homl.json", []),
    ],
)
def test_what_is_gone_is_seen(text: str, names: list[str]) -> None:
    assert missing(text) == names
