"""Whether the server answers while checks run."""
