"""The instructor's side: an nbgrader course with this course's chapters in it."""
