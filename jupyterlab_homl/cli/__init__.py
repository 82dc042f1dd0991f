"""The command line `jupyter homl`, a module for each group of commands."""
