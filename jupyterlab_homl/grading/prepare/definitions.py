"""The instructor's definitions on which plain asserts may rely where they are run outside the learner's process."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Any

from ...course.nbmetadata import cell_source, is_solution
from ...syntax import parse

#: Cell magics that run the cell's code as it stands.
_TRANSPARENT_MAGIC = re.compile(r"%%(time|timeit|capture|prun)\b")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LINE_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


def shared_definitions(cells: Iterable[dict[str, Any]]) -> str:
    """The imports, functions and classes of an instructor's notebook.

    Parameters
    ----------
    cells : iterable of dict
        The cells of the source notebook, as JSON.

    Returns
    -------
    str
        Their code: all imports, and the functions and classes of cells that are not solutions, except those that a solution
        defines itself.
    """
    trees = [(is_solution(cell), tree) for cell in cells if (tree := _parse(cell)) is not None]
    in_solutions = [node for in_solution, tree in trees if in_solution for node in ast.walk(tree)]
    solved = {node.name for node in in_solutions if isinstance(node, _DEFINITIONS)}
    solved |= {node.id for node in in_solutions if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    kept: list[str] = []
    for in_solution, tree in trees:
        for node in tree.body:
            defines = isinstance(node, _DEFINITIONS) and not in_solution and node.name not in solved
            if defines or isinstance(node, ast.Import | ast.ImportFrom):
                kept.append(ast.unparse(node))
    return "\n".join(dict.fromkeys(kept))


def _parse(cell: dict[str, Any]) -> ast.Module | None:
    """The syntax tree of a code cell without its magics; None if it has none."""
    source = cell_source(cell)
    if cell.get("cell_type") != "code":
        return None
    if source.startswith("%%"):
        if not _TRANSPARENT_MAGIC.match(source):
            return None
        source = source.partition("\n")[2]
    try:
        return parse(_LINE_MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
