"""Makes the recording in README.md: runs `ui-tests/recording` in a browser and turns its frames into an animation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from browser import find_browser
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "ui-tests"
FRAMES = UI / "screenshots" / "recording"
RECORDING = ROOT / "docs" / "images" / "check.gif"
COLOURS = 96


def record() -> int:
    """Run the browser; returns Playwright's exit status."""
    path, explanation = find_browser(UI)
    if path is None:
        print(explanation, file=sys.stderr)
        return 1
    shutil.rmtree(FRAMES, ignore_errors=True)
    programs = ROOT / ".venv" / "bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    environment |= {"CHROMIUM": path} if path else {}
    command = [str(programs / "jlpm"), "playwright", "test", "-c", "recording.config.js"]
    return subprocess.run(command, cwd=UI, env=environment, check=False).returncode


def animate() -> None:
    """Make the animation; the name of a frame ends with its duration in milliseconds."""
    paths = sorted(FRAMES.glob("*.png"))
    images = [Image.open(path).convert("RGB") for path in paths]
    palette = images[-1].quantize(COLOURS, dither=Image.Dither.NONE)
    frames = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
    durations = [int(path.stem.partition("-")[2]) for path in paths]
    frames[0].save(RECORDING, save_all=True, append_images=frames[1:], duration=durations, loop=0, optimize=True)
    print(f"{RECORDING.relative_to(ROOT)}: {len(frames)} frames, {RECORDING.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    status = record()
    if status == 0:
        animate()
    sys.exit(status)
