"""Everything that runs in a learner's process, which is untrusted once a learner's code has run in it.

Nobody imports these modules: a `Launcher` runs them by name. Of the engine they use `tiers`, `rlimits` and `file_transfer`.
"""
