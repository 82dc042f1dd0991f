"""From a folder of submissions to tasks: what is to be graded, and what belongs to each."""
