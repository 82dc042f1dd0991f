"""What a learner has done, kept in the workspace, and what follows from it."""
