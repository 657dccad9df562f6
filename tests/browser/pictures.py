"""The few pictures that the README shows, made from those in var/shots: cropped, and small enough for a repository."""

from pathlib import Path

from PIL import Image

from tests.browser.processes import ROOT

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 200_000  # bytes
WIDTH = 1000
GAP = 24
# What each picture shows: the stops of the tour, beside each other, and how much of their height.
CHOSEN = {
    "tasks": (("tasks-half-way-1280-light",), 980),
    "guided-page": (("step-use-case-filled-in-1280-light",), 1220),
    "price": (("price-1280-light",), 1150),
    "status": (("status-done-1280-light",), 1040),
    "desk": (("desk-case-again-1280-light",), 1200),
    "phone": (("welcome-390-light", "step-messages-filled-in-390-light", "status-done-390-dark"), 1000),
}


def make(shots: Path) -> list[Path]:
    """Write every chosen picture; returns their paths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return [_make(name, shots, stops, height) for name, (stops, height) in CHOSEN.items()]


def _make(name: str, shots: Path, stops: tuple[str, ...], height: int) -> Path:
    opened = [Image.open(next(shots.glob(f"[0-9][0-9][0-9]-{stop}.png"))).convert("RGB") for stop in stops]
    cut = [picture.crop((0, 0, picture.width, min(height, picture.height))) for picture in opened]
    whole = Image.new("RGB", (sum(p.width for p in cut) + GAP * (len(cut) - 1), max(p.height for p in cut)), "white")
    left = 0
    for picture in cut:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    small = whole.resize((WIDTH, round(whole.height * WIDTH / whole.width)), Image.Resampling.LANCZOS)
    path = FOLDER / f"{name}.png"
    small.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path} has {path.stat().st_size} bytes; show less of the page")
    return path
