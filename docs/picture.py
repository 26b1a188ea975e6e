"""The picture of the report that the README shows: ``python docs/picture.py`` takes it anew.

It needs the shipped outputs and a Chromium: that of the system, or one that Playwright has installed.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "outputs" / "report.html"
PICTURE = ROOT / "docs" / "report.png"
WIDTH, HEIGHT = 1280, 960
"""The window, in CSS pixels."""


def take_picture(report: Path, picture: Path) -> None:
    """Write a PNG of what a reader sees first, in light colours."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(report.as_uri())
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    if not REPORT.is_file():
        sys.exit(f"{REPORT.relative_to(ROOT)} is not there: make it with `make all`")
    take_picture(REPORT, PICTURE)
