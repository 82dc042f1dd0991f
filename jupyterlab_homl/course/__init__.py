"""What is taught: the model of the course, and how it is read and released."""
