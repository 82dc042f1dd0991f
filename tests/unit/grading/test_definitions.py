"""The instructor's definitions on which tests may rely outside the learner's process."""

from __future__ import annotations

from typing import Any

from jupyterlab_homl.grading.prepare.definitions import shared_definitions


def cell(source: str | list[Any], solution: bool = False, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {"nbgrader": {"solution": solution}} if solution else {}}


def test_definitions_are_imports_and_what_is_no_solution() -> None:
    cells = [
        cell("%matplotlib inline\nimport numpy as np\n!pip install x\nx = 3"),
        cell(["def helper(a):\n", "    return a + x\n", "class Base: pass\n", "def solve(a): raise NotImplementedError"]),
        cell("import math\ndef solve(a): return 2\nclass Mine: pass\nkept = 1", solution=True),
        cell("def kept(): pass\n@wraps\ndef decorated(): pass"),
        cell("%%time\nfrom os import path"),
        cell("%%bash\nimport sys"),
        cell("import not_code", kind="markdown"),
        cell("import broken ("),
        cell("import numpy as np"),
    ]
    assert shared_definitions(cells).splitlines() == [
        "import numpy as np",
        "def helper(a):",
        "    return a + x",
        "class Base:",
        "    pass",
        "import math",
        "@wraps",
        "def decorated():",
        "    pass",
        "from os import path",
    ]
    assert shared_definitions([]) == ""
