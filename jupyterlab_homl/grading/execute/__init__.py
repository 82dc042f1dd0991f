"""Running tasks and judging their tests cells; knows neither a gradebook nor solutions."""
