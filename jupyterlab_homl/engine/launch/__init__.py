"""Starting processes: forked from a warm server of each tier, or as new interpreters."""
