"""The learner's folder: notebooks, notes and the database of progress."""
