"""A learner's notes, cards, links and files, kept as Markdown that may be edited by hand."""
