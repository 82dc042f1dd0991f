"""The private names of other packages that grading uses, each with the version in which it was last seen."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import AssignLatePenalties


def limit_penalty(penalties: AssignLatePenalties, submitted_notebook: Any, penalty: float) -> float:
    """nbgrader's rule that a late penalty lies between 0 and the notebook's score (nbgrader 0.9.6)."""
    return float(penalties._check_late_penalty(submitted_notebook, penalty))
