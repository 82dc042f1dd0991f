"""Running learners' code: the one place where it happens, apart from everything that must be trusted."""
