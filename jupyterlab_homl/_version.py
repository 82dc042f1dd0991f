"""The version, which is also `package.json`'s; apart from the entry points, so that any module can import it."""

__version__ = "0.1.0"
