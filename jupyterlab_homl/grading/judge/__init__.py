"""The process that runs tests cells from outside of a learner's process."""
