"""Keep pictures of the private page, to look at: alone and in each theme, light and dark, narrow and wide.

    .venv-test/bin/python scripts/screenshots.py [FOLDER]     # into ./screenshots, if no folder is given
    .venv-test/bin/python scripts/screenshots.py --readme     # the one picture of the README

Needs chromium (on Debian: `apt install chromium`) and the environment that `scripts/test` makes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "tests"), str(HERE)]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from preview import CHROMIUM_FLAGS, THEMES, TODAY, chromium, preview, write_sites  # noqa: E402
from view_states import states  # noqa: E402

from mkdocs_momentum.momentum import load, look  # noqa: E402
from mkdocs_momentum.views.page import render_page  # noqa: E402

STATES = ("no-posts", "first-day", "one-site", "rest", "quiet", "five-hundred", "usual", "in-de", "in-ja", "in-ar")
SIZES = {360: 800, 1280: 900}
README = HERE / "docs/images/page.png"


def alone(folder: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The self-contained page: of the three sites, and in the states of the tests."""
    write_sites(folder / "hub")
    reports = {"page": look(load(folder / "hub/momentum.yml", folder), TODAY)}
    reports |= {name: report for name, report in states() if name in names}
    for name, report in reports.items():
        path = folder / f"{name}.html"
        path.write_text(render_page(report), encoding="utf-8")
        yield name, path.as_uri()


def shoot(browser: Browser, url: str, path: Path, scheme: str, width: int, *, scale: float = 1) -> None:
    """One picture of a whole page."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": SIZES.get(width, 600)},
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.screenshot(path=path, full_page=True)
    context.close()
    sys.stdout.write(f"{path}\n")


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Keep pictures of the private page.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--readme", action="store_true", help=f"write {README.relative_to(HERE)} alone")
    asked = parser.parse_args()
    place = chromium()
    if not place:
        sys.stderr.write("chromium is not installed; on Debian: apt install chromium\n")
        return 1
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=place, args=list(CHROMIUM_FLAGS))
        if asked.readme:
            README.parent.mkdir(parents=True, exist_ok=True)
            shoot(browser, dict(alone(scratch, ()))["page"], README, "light", 860, scale=1.1)
            return 0
        asked.folder.mkdir(parents=True, exist_ok=True)
        places = dict(alone(scratch, STATES))
        for theme in THEMES:
            (scratch / theme).mkdir()
            root = write_sites(scratch / theme / "hub", theme)
            shown = stack.enter_context(preview(root, scratch / theme, "--no-livereload"))
            places[theme] = f"{shown.url}/momentum/"
        for name, url in places.items():
            for scheme in ("light", "dark"):
                for width in SIZES:
                    shoot(browser, url, asked.folder / f"{name}-{scheme}-{width}.png", scheme, width)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
