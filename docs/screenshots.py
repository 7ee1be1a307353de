"""Takes the pictures that the README and these pages show: ``make screenshots``."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from accord.graph import KnowledgeGraph
from accord.graph.output import write_file
from accord.graph.view import page, read_story

_IMAGES = Path(__file__).parent / "images"

#: Picture to the state of the page in its address, the size of the window, and the colour scheme.
_PICTURES = {
    "network": ("", (1440, 900), "light"),
    "tie": ("sel=GBR|JPN", (1440, 900), "light"),
    "map": ("view=map&sel=JPN", (1440, 900), "dark"),
    "story": ("step=3", (1440, 900), "light"),
}


def main() -> None:
    """Write each picture as a PNG file."""
    _IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("ACCORD_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "accord.html"
        kg = KnowledgeGraph.load()
        write_file(page_file, page(kg, read_story("japan-europe")))
        plain_file = Path(folder) / "plain.html"
        write_file(plain_file, page(kg))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (state, (width, height), scheme) in _PICTURES.items():
            shown = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            shown.goto(f"{(page_file if 'step=' in state else plain_file).as_uri()}#{state}")
            shown.wait_for_selector("html[data-ready='1']")
            shown.wait_for_timeout(500)  # the panel and the canvas settle after the page is ready
            shown.screenshot(path=_IMAGES / f"{name}.png")
            shown.close()
        browser.close()


if __name__ == "__main__":
    main()
