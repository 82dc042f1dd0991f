"""The application: everything a learner can do, without a web server. Called by `server` and `cli`."""
