"""Writing what was found: gradebook rows, notebooks and the journal."""
