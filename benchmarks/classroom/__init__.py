"""What instructors see."""
