"""Which program builds a site, as far as its files tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs_momentum.errors import SiteError
from mkdocs_momentum.stores.mkdocsyml import ZENSICAL, load_mkdocs_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles

_READ = 256 * 1024
_RECIPES = (
    "requirements*.txt", "pyproject.toml", ".github/workflows/*.y*ml", ".gitlab-ci.yml", "Makefile", "netlify.toml",
)  # fmt: skip


def zensical_evidence(root: Path) -> str:
    """The file by which a site that lists our plugin is built with Zensical; empty where nothing says so.

    A recipe that stages the site first is in order.
    """
    try:
        site = load_mkdocs_site(WorkingFiles(root))
    except SiteError:
        return ""
    if site is None or site.block is None:
        return ""
    recipes = {path.relative_to(root).as_posix(): text.lower() for path, text in _recipes(root)}
    if any("momentum stage" in text for text in recipes.values()):
        return ""
    if (root / ZENSICAL).is_file():
        return ZENSICAL
    return next((name for name, text in recipes.items() if "zensical" in text), "")


def _recipes(root: Path) -> Iterator[tuple[Path, str]]:
    for pattern in _RECIPES:
        for path in sorted(root.glob(pattern)):
            try:
                with path.open("rb") as file:
                    yield path, file.read(_READ).decode("utf-8", "replace")
            except OSError:
                continue
