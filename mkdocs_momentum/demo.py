"""`momentum demo`: the example sites, a simulated week, real git repositories and real builds.

The week is fixed, so that its story always holds: two posts wish for Tuesday, on Wednesday no machine runs, Sunday
rests. It lies in the past, because builds hold a post whose release mark is in the future.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum import momentum
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.git import Git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.cadence import PlannedPost, Report
    from mkdocs_momentum.core.posts import Post, PostKey

FIRST = date(2026, 11, 2)
WEEK = tuple(FIRST + timedelta(days=step) for step in range(8))
OFF_DAY = date(2026, 11, 4)
"""The day on which no machine runs, to show that nothing comes of it."""

MARKER = ".momentum-demo"
PAGE = "momentum.html"
_ARRIVED = "2026-10-30T12:00:00+0000"  # before `since`, so that the older posts are history to git as well
_READABLE = {".html", ".xml", ".json", ".js", ".txt", ".gz"}
_IDENTITY = {
    "user.name": "Demo Writer",
    "user.email": "writer@momentumpath.example",
    "commit.gpgSign": "false",
    "core.hooksPath": os.devnull,
    "core.autocrlf": "false",
}


def run_demo(folder: Path, say: Callable[[str], None], open_browser: bool) -> Path:
    """Play the week in a new folder.

    Args:
        folder: where; an earlier demo there is made anew, anything else is left alone.
        say: prints one line.
        open_browser: show the private page at the end.

    Returns:
        The private page's file.

    Raises:
        MomentumError: the folder is in use, a tool is not installed, or a build did not come out as promised.
    """
    _require_tools()
    lay_out(folder)
    folder = folder.resolve()
    walk = _Walk(folder, momentum.load(folder / "momentum.yml", folder), say)
    say("Three small sites share one cadence. Every commit and every build below is a real one.")
    for day in WEEK:
        walk.live_through(day)
    page = _write_page(folder, momentum.look(walk.config, WEEK[-1]))
    _say_where(folder, page, say)
    if open_browser:
        import webbrowser

        webbrowser.open(page.as_uri())
    return page


def example_sites() -> Path:
    """The example sites: in the installed package, or in a checkout beside it."""
    here = Path(__file__).resolve().parent
    for place in (here / "example-site", here.parent / "example-site"):
        if (place / "momentum.yml").is_file():
            return place
    raise MomentumError(f"{here}: the example sites are not there; install again with pip install mkdocs-momentum")


def lay_out(folder: Path) -> None:
    """Copy the example sites into `folder` and make a git repository of each.

    Raises:
        MomentumError: `folder` holds something else than an earlier demo, or git gave up.
    """
    _clear(folder)
    shutil.copytree(example_sites(), folder, dirs_exist_ok=True)
    for site in sorted(entry.parent for entry in folder.resolve().glob("*/mkdocs.yml")):
        git = Git(site, env={"GIT_AUTHOR_DATE": _ARRIVED, "GIT_COMMITTER_DATE": _ARRIVED})
        git.run("init", "-q", "-b", "main")
        for key, value in _IDENTITY.items():
            git.run("config", key, value)
        git.run("add", "--all")
        git.run("commit", "-q", "-m", "Begin")


def _clear(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise MomentumError(f"{folder} is not a folder; name a new one, as in momentum demo ./momentum-demo")
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARKER).is_file():
            raise MomentumError(f"{folder} holds other files; name a new folder, as in momentum demo ./momentum-demo")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # First of all, so that a demo that was interrupted is known for one.
    (folder / MARKER).write_text("Made by momentum demo, which makes this folder anew each time.\n", encoding="utf-8")


def _require_tools() -> None:
    if not shutil.which("git"):
        raise MomentumError("the demo makes real repositories and needs git, as in apt install git")
    if not all(importlib.util.find_spec(name) for name in ("mkdocs", "material")):
        raise MomentumError("the demo builds real sites and needs MkDocs: pip install 'mkdocs-momentum[demo]'")


@dataclass(slots=True)
class _Walk:
    """The week as it goes: what has been planned and built so far."""

    folder: Path
    config: Config
    say: Callable[[str], None]
    planned: dict[PostKey, date] = field(default_factory=dict)
    built: bool = False

    def live_through(self, day: date) -> None:
        self.say("")
        self.say(_day_name(day))
        if day == OFF_DAY:
            self.say("  No machine runs today. Nothing goes live, and nothing comes of it.")
            return
        self._say_moves(momentum.look(self.config, day))
        outcome = momentum.release(self.config, day, commit=True)
        self.say(f"  {outcome.line}")
        if outcome.kind is momentum.OutcomeKind.RELEASED and outcome.post:
            self._build_and_look(day, outcome.post)
        elif not self.config.calendar.is_rest(day):
            raise MomentumError(f"the demo stops at {day}, whose post stayed where it was: {outcome.line}")

    def _say_moves(self, report: Report) -> None:
        for line in report.plan:
            wish = line.post.wish.day if line.post.wish else line.day
            if self.planned.get(line.post.key, wish) != line.day:
                self.say(f'  "{line.post.title}" moves to {_day_name(line.day)} by itself: {_reason(line, report)}.')
            self.planned[line.post.key] = line.day

    def _build_and_look(self, day: date, post: Post) -> None:
        names = [site.name for site in self.config.sites] if not self.built else [post.key.site]
        self._build(names)
        self.built = True
        report = momentum.look(self.config, day)
        public = self.folder / "public"
        if not any(find_titles(public / post.key.site, [post.title])):
            raise MomentumError(f"{public / post.key.site}: {post.title} is released and does not show")
        held = [other.title for other in report.posts if not other.state.is_public]
        for place, title in find_titles(public, held):
            raise MomentumError(f"{place} shows {title}, which is held")
        self.say(f"  Built {_listed(names)}. It shows there, and no held post shows anywhere.")

    def _build(self, names: list[str]) -> None:
        from rich.console import Console

        with (
            Console(stderr=True).status(f"Building {_listed(names)} …"),
            ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool,
        ):
            for _done in pool.map(lambda name: _mkdocs_build(self.folder / name), names):
                pass


def find_titles(folder: Path, titles: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Each file below `folder` that shows one of `titles`, and the title; feeds, sitemaps and search data included."""
    wanted = {form: title for title in titles for form in (title, html.escape(title))}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _READABLE or not path.is_file():
            continue
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")
        yield from ((path, title) for form, title in wanted.items() if form in text)


def _reason(line: PlannedPost, report: Report) -> str:
    wish = line.post.wish.day if line.post.wish else line.day
    if report.calendar.is_rest(wish):
        return f"{wish:%A} rests"
    if wish < report.today:
        return f"{wish:%A} has gone by"
    return f"{wish:%A} goes to another post"


def _mkdocs_build(site: Path) -> None:
    # Without what would point git or momentum elsewhere, and without a notice of the theme's that is not ours to print.
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MOMENTUM_"))}
    env["NO_MKDOCS_2_WARNING"] = "1"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-d", f"../public/{site.name}"]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise MomentumError(f"{site}: mkdocs build --strict stopped: {' / '.join(said[-3:])}")


def _write_page(folder: Path, report: Report) -> Path:
    from mkdocs_momentum.stores.files import write_private
    from mkdocs_momentum.views.page import render_page

    page = folder / PAGE
    write_private(page, render_page(report))
    return page


def _say_where(folder: Path, page: Path, say: Callable[[str], None]) -> None:
    say("")
    say("That was the week. To look around:")
    say(f"  {page}  the private page, for you alone")
    say(f"  {folder / 'public'}  the sites as readers see them")
    say(f"  git -C {folder / 'momentumpath'} log  one commit a release")
    say(f"  momentum --config {folder / 'momentum.yml'} --today {WEEK[-1]} status  the same in the terminal")


def _day_name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
