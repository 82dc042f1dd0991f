"""How soon a verdict is there, and whether a thousand are right."""
