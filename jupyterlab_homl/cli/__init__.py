"""`jupyter homl …`, one file a command group."""
