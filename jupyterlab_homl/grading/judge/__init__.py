"""The judge: a process outside the learner's, in which the instructor's tests cells are run."""
