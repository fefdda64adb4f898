"""`mkdocs serve` on three sites: what is edited in one shows on the page of another, once, and to nobody else."""

from __future__ import annotations

import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from preview import Preview, preview, write_post, write_sites

from mkdocs_momentum.core.audit import SENTINEL

QUIET = 1.5
"""Seconds without another build, after which there is no loop; the host looks several times a second."""

ENDS = ("SIGINT", "SIGTERM", "SIGHUP")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub")
    write_sites(folder / "sites", "mkdocs")
    (folder / "scratch").mkdir()
    return folder


@pytest.fixture(scope="module")
def shown(hub: Path) -> Iterator[Preview]:
    with preview(hub / "sites/momentumpath", hub / "scratch", "--livereload") as running:
        yield running


def wait_for(condition: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def builds_settle(shown: Preview) -> int:
    """How often the site was built, once that number stands still."""
    count = -1
    while count != shown.builds():
        count = shown.builds()
        time.sleep(QUIET)
    return count


@pytest.mark.parametrize("site", ["healthyforge", "fieldnotes", "momentumpath"])
def test_an_edit_in_any_site_shows_after_one_build(hub: Path, shown: Preview, site: str) -> None:
    before = builds_settle(shown)
    title = f"An edit in {site}"
    assert title not in shown.fetch("/momentum/")
    write_post(hub / "sites" / site, "new", f"title: {title}\ndate: 2026-05-{15 + len(site)}")
    assert wait_for(lambda: shown.builds() > before), shown.text()
    assert wait_for(lambda: title in shown.fetch("/momentum/")), shown.text()
    assert builds_settle(shown) == before + 1, "one edit, one build"


def test_the_configuration_is_watched(hub: Path, shown: Preview) -> None:
    before = builds_settle(shown)
    path = hub / "sites/momentum.yml"
    path.write_text(path.read_text().replace("sites:", "rest: [saturday, sunday]\nsites:"))
    assert wait_for(lambda: shown.builds() > before), shown.text()
    assert builds_settle(shown) == before + 1


def test_what_has_nothing_to_do_with_posts_builds_nothing(hub: Path, shown: Preview) -> None:
    before = builds_settle(shown)
    (hub / "sites/healthyforge/notes.txt").write_text("Elsewhere.")
    assert not wait_for(lambda: shown.builds() > before, QUIET)
    write_post(hub / "sites/healthyforge", "after", "title: After the notes\ndate: 2026-06-15")
    assert wait_for(lambda: "After the notes" in shown.fetch("/momentum/")), "or nobody was looking"
    assert builds_settle(shown) == before + 1


def test_nobody_else_can_read_the_served_folder(hub: Path, shown: Preview) -> None:
    assert SENTINEL in shown.fetch("/momentum/")
    pages = [path for path in (hub / "scratch").rglob("index.html") if SENTINEL in path.read_text(encoding="utf-8")]
    assert pages, "the served page lies in the folder for temporary files"
    for page in pages:
        served = hub / "scratch" / page.relative_to(hub / "scratch").parts[0]
        mode = stat.S_IMODE(served.stat().st_mode)
        assert mode & 0o077 == 0, f"{served} is open to others: {mode:o}"


@pytest.mark.parametrize("end", [getattr(signal, name) for name in ENDS if hasattr(signal, name)])
def test_nothing_is_left_when_it_ends(tmp_path: Path, end: signal.Signals) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with preview(write_sites(tmp_path / "sites", "mkdocs"), scratch, "--no-livereload", end=end) as running:
        assert SENTINEL in running.fetch("/momentum/")
        assert any(scratch.rglob("index.html"))
    assert [path for path in scratch.rglob("*") if path.is_file()] == []
