"""The data sets, one a module. A new one is a new module here, and a new row in the manifest if it brings a file."""
