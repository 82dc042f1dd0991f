"""The verdict on one exercise."""
