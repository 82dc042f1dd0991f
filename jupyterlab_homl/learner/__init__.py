"""What a learner can do, without a web server: called by both `server` and `cli`."""
