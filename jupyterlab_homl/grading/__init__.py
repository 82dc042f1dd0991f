"""Grading a class's submissions: each is prepared, run in a sealed process, and recorded in nbgrader's gradebook."""
