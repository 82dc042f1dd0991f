"""Running a prepared submission and judging its tests cells; knows neither the gradebook nor the instructor's answers."""
