"""A learner's notes, cards, links and files, as plain Markdown that a person may edit by hand."""
