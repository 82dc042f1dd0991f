"""What a learner waits for at the page."""
