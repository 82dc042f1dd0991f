"""Where the tests find the repository and the small course that most of them use."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COURSE = ROOT / "tests" / "course"
