"""Three sites over one cadence and a real `mkdocs serve` on one of them, for tests and screenshots."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

TODAY = date(2026, 5, 12)  # a Tuesday
SINCE = date(2026, 4, 6)
NAMES = ("momentumpath", "healthyforge", "fieldnotes")
THEMES = {
    "material": (
        "{name: material, font: false, palette: [{media: '(prefers-color-scheme: light)', scheme: default}, "
        "{media: '(prefers-color-scheme: dark)', scheme: slate}]}"
    ),
    "mkdocs": "{name: mkdocs, highlightjs: false, color_mode: auto}",
    "readthedocs": "{name: readthedocs, highlightjs: false}",
}
TITLES = (
    "Usable strength after forty", "A kettle, a chair, a notebook", "What the garden knows about pace",
    "Ten slow breaths before the editor opens", "Why I walk before I write", "Soup as a weekly meeting",
    "The smallest tool that works", "Lifting less, more often", "Notes from a wet week in April",
    "How to end a working day", "Count sleep as training", "Practise the small no", "A map of one hedge",
    "Write the first sentence tonight", "Bread that forgives", "Reading the weather by the birds",
)  # fmt: skip
AHEAD = (
    "A shelf for unfinished things", "Rest is part of the set", "The heron on the weir", "One page, by hand",
    "How to leave a room tidy", "Tea before decisions", "What rain does to a plan",
)  # fmt: skip
_SLOW = 90.0


def write_sites(folder: Path, theme: str = "material") -> Path:
    """Write the three sites and their `momentum.yml`; returns the first site, which has the theme."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = "".join(f"  {name}: {{path: {name}, url: 'https://{name}.example/'}}\n" for name in NAMES)
    (folder / "momentum.yml").write_text(f"timezone: America/Los_Angeles\nsince: {SINCE}\nsites:\n{entries}")
    for place, name in enumerate(NAMES):
        _write_site(folder / name, name, theme if place == 0 else "mkdocs")
    for number, (day, state) in enumerate(_days()):
        name = NAMES[(number + number // 4) % 3]
        titles = AHEAD if state == "waiting" else TITLES
        title = titles[number % len(titles)]
        slug = title.lower().replace(",", "").replace(" ", "-")
        more = f"\nreleased: {day}" if state == "released" else ""
        if state == "syndicated":
            more = f"\nreleased: {day}\nsyndication:\n  - {{url: 'https://dev.to/me/{number}', date: {day}}}"
        write_post(folder / name, f"{day:%Y/%m}/{slug}", f"title: {title}\ndate: {day}{more}")
    return folder / NAMES[0]


def write_post(root: Path, name: str, head: str, body: str = "Words.") -> Path:
    """Write one post of a site."""
    path = root / f"docs/blog/posts/{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}\n---\n\n{body}\n")
    return path


def _write_site(root: Path, name: str, theme: str) -> None:
    is_blog = theme == "material"
    block = f"{{since: {SINCE}}}" if is_blog else f"{{since: {SINCE}, posts: 'docs/blog/posts/**/*.md'}}"
    plugins = f"[search, blog, momentum: {block}]" if is_blog else f"[search, momentum: {block}]"
    (root / "docs/blog").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        f"site_name: {name}\nsite_url: https://{name}.example/\ntheme: {THEMES[theme]}\nplugins: {plugins}\n"
    )
    (root / "docs/index.md").write_text(f"# {name}\n\nHello.\n")
    if is_blog:
        (root / "docs/blog/index.md").write_text("# Blog\n")


def _days() -> Iterator[tuple[date, str]]:
    for step in range(360, 0, -1):
        day = TODAY - timedelta(days=step)
        # Some weeks are full and some are empty, as a year is.
        if day.weekday() != 6 and (step * step + step // 9) % 5 in {0, 1, 3} and (step // 12) % 7 != 3:
            state = "syndicated" if step in {2, 6} else "released"
            yield day, "history" if day < SINCE else state
    for step in (0, 1, 2, 4, 6, 7, 13):
        yield TODAY + timedelta(days=step), "waiting"


@dataclass
class Preview:
    """A running `mkdocs serve`."""

    url: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All that it has said."""
        return "".join(self.lines)

    def builds(self) -> int:
        """How often it has built the site. MkDocs says how long a build took only where no build took just as long."""
        return self.text().count("Building documentation...")

    def fetch(self, path: str) -> str:
        """One page."""
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:  # noqa: S310 - loopback
            text: str = answer.read().decode()
            return text


@contextmanager
def preview(
    root: Path, scratch: Path, *more: str, today: date | None = TODAY, end: signal.Signals = signal.SIGINT
) -> Iterator[Preview]:
    """`mkdocs serve` on a site, ready to answer.

    Args:
        root: the site's folder.
        scratch: where it keeps its temporary files.
        more: further arguments.
        today: the day on which it believes to be; None for the clock's.
        end: the signal that tells it to end.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *more]
    with subprocess.Popen(
        command, cwd=root, env=_environment(scratch, today), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        shown = Preview(f"http://127.0.0.1:{port}", process)
        reader = threading.Thread(target=lambda: shown.lines.extend(process.stdout or ()), daemon=True)
        reader.start()
        try:
            _await(shown)
            yield shown
        finally:
            process.send_signal(end)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            reader.join(10)


def _environment(scratch: Path, today: date | None) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MOMENTUM_", "SOURCE_"))}
    env = kept | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(Path(__file__).parent.parent), "TMPDIR": str(scratch),
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    if today:
        noon = datetime(today.year, today.month, today.day, 20, tzinfo=UTC)
        env["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    return env


def _await(shown: Preview) -> None:
    end = time.monotonic() + _SLOW
    while time.monotonic() < end:
        if shown.process.poll() is not None:
            raise AssertionError(f"serve ended: {shown.text()}")
        try:
            shown.fetch("/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"serve gave no answer: {shown.text()}")


CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str | None:
    """The browser on this machine, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
