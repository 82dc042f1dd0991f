"""How soon a kernel is ready, and what it takes."""
