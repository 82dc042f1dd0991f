"""From submitted folders to tasks: which submissions are graded, and what is run of each."""
