"""Takes the pictures that the README and these pages show: ``make screenshots``."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from accord.graph import KnowledgeGraph

_IMAGES = Path(__file__).parent / "images"

#: Picture to the state of the page in its address, the size of the window, and the colour scheme.
_PICTURES = {
    "network": ("", (1440, 900), "light"),
    "tie": ("sel=GBR|JPN", (1440, 900), "light"),
}


def main() -> None:
    """Write each picture as a PNG file."""
    _IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("ACCORD_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "accord.html"
        KnowledgeGraph.load().view(page_file)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (state, (width, height), scheme) in _PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(f"{page_file.as_uri()}#{state}")
            page.wait_for_selector("html[data-ready='1']")
            page.wait_for_timeout(500)  # the panel and the canvas settle after the page is ready
            page.screenshot(path=_IMAGES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
