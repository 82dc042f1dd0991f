"""Placeholder."""
def add(commands): pass
