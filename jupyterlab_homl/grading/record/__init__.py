"""Recording graded submissions: rows of the gradebook, autograded folders, and the journal."""
