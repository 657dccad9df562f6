"""`./dev shots`: pictures of every page at phone and desktop width, light and dark, in var/shots, with an index.

With --pictures it renews those that the README shows, in docs/pictures, too.
"""

import html
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser import pictures
from tests.browser.conftest import ARGUMENTS
from tests.browser.person import DESKTOP, PHONE, Person
from tests.browser.processes import ROOT, Processes
from tests.browser.tour import tour
from tests.servers.chromium import REMEDY, find

FOLDER = ROOT / "var" / "shots"
SCHEMES: tuple[Any, ...] = ("light", "dark")
INDEX = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Pictures of every page</title>
<style>
  body {{ margin: 2rem; font: 1rem/1.5 system-ui; background: #777; color: #fff }}
  .row {{ display: flex; gap: 1rem; align-items: start; margin-bottom: 3rem; overflow-x: auto }}
  img {{ height: 32rem; object-fit: cover; object-position: top; border-radius: .25rem }}
</style>
<h1>Pictures of every page</h1>
{rows}
</html>
"""


def take(name: str, person: Person, folder: Path) -> list[str]:
    """Four pictures of the page as it stands; nothing is loaded anew."""
    files = []
    for width in (PHONE, DESKTOP):
        person.page.set_viewport_size({"width": width, "height": 844})
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme)
            files.append(f"{name}-{width}-{scheme}.png")
            person.picture(folder / files[-1])
    person.page.emulate_media(color_scheme="light")
    return files


def row(name: str, files: list[str]) -> str:
    """One page of the index."""
    pictures = "".join(f'<a href="{file}"><img src="{file}" alt="{html.escape(file)}"></a>' for file in files)
    return f'<h2>{html.escape(name)}</h2>\n<div class="row">{pictures}</div>'


def walk_and_shoot(browser: Browser, folder: Path) -> int:
    """Take the tour; returns how many pages were pictured."""
    with tempfile.TemporaryDirectory(prefix="shots-") as data, Processes(Path(data)) as running:
        rows = [row(name, take(name, person, folder)) for name, person in tour(running, browser)]
    (folder / "index.html").write_text(INDEX.format(rows="\n".join(rows)))
    return len(rows)


def main() -> int:
    """Exit code 1 without a browser."""
    chromium = find()
    if chromium is None:
        sys.stderr.write(f"{REMEDY}\n")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        pages = walk_and_shoot(browser, FOLDER)
        browser.close()
    sys.stdout.write(f"{pages} pages: {FOLDER}/index.html\n")
    if "--pictures" in sys.argv:
        sys.stdout.writelines(f"{path}\n" for path in pictures.make(FOLDER))
    return 0


if __name__ == "__main__":
    sys.exit(main())
