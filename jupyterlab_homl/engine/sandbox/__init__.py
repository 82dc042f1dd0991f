"""Sealing a process: namespaces, the files it sees, the system calls it may make, and its limits."""
