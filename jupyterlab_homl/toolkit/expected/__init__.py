"""The figures that exercises about plots ask for, a module for each lesson, drawn beside the learner's by `toolkit.beside`."""
