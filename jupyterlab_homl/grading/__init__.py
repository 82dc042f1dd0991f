"""Verdicts on many submissions: prepare, execute anywhere, record in nbgrader's gradebook."""
