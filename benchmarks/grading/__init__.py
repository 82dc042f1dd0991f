"""How fast classes are graded, beside nbgrader."""
