"""Everything that runs in a learner's process. It is untrusted once a learner's code has run in it."""
