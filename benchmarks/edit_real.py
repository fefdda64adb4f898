"""Edit the posts of real sites, in memory, and count how many change by exactly the intended lines.

    python benchmarks/edit_real.py FOLDER...

Each folder is a working tree or a git directory. Every dated post that is no copy and carries no mark is marked for its
own day and for another one, its date is moved, a syndication is put on record, and the mark is taken out again. A post
is exact where nothing but the lines of `date`, `released` and `syndication` differs, where taking the mark out gives
the first bytes back, and where a parser of its own (PyYAML, tomllib) reads the new day and all else as it was. Nothing
in the folders is changed.
"""

from __future__ import annotations

import argparse
import difflib
import re
import tempfile
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from read_real import CALENDAR, laid_out

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.edit import add_syndication, move_date, remove_mark, set_mark
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.fronts import MKDOCS
from mkdocs_momentum.core.posts import Post
from mkdocs_momentum.errors import EditRefusedError
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import read_site

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as MkDocs chooses it
URL = "https://social.example/@me/1"


def main() -> None:
    """Print a table, and every reason for which a post was left alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    print(f"{'site':36} {'generator':10} {'posts':>6} {'undated':>8} {'edited':>7} {'exact':>6} {'refused':>8}")
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="momentum-real-") as place:
        for number, folder in enumerate(args.folders):
            total += _site(laid_out(folder, Path(place, str(number)).resolve()), folder)
    print(f"{'all':36} {'':10} {total['posts']:6} {total['undated']:8} {total['edited']:7} "
          f"{total['exact']:6} {total['refused']:8}")  # fmt: skip


def _site(root: Path, folder: Path) -> Counter[str]:
    today = datetime.now(UTC).date()
    config = SiteConfig("site", path=str(root))
    found = read_site(config, root.parent, CALENDAR, today, today, arrived=lambda _root, _path: None)
    other = other_site(WorkingFiles(root))
    counts: Counter[str] = Counter()
    reasons: dict[str, list[str]] = {}
    for post in found.posts:
        counts["posts"] += 1
        if post.wish is None or post.released:
            counts["undated"] += 1
            continue
        try:
            wrong = _edited(root, post)
        except (EditRefusedError, FrontMatterError) as error:
            counts["refused"] += 1
            reasons.setdefault(str(error), []).append(post.key.path)
            continue
        counts["edited"] += 1
        counts["exact"] += not wrong
        if wrong:
            print(f"  {post.key.path}: {wrong}")
    name = folder.parent.name if folder.name in {"repo", ".git"} else folder.name
    kind = other[0].name if other else "mkdocs"
    print(f"{name:36} {kind:10} {counts['posts']:6} {counts['undated']:8} {counts['edited']:7} "
          f"{counts['exact']:6} {counts['refused']:8}")  # fmt: skip
    for reason, paths in sorted(reasons.items()):
        print(f"  {len(paths)} refused: {reason} ({paths[0]})")
    return counts


def _edited(root: Path, post: Post) -> str:
    """Try every edit on one post; what is not exact about it, in words, or nothing."""
    dialect = post.dialect or MKDOCS
    text = decode((root / post.key.path).read_bytes())
    assert post.wish  # noqa: S101 - the caller has looked
    for days in (0, 3):
        day = post.wish.day + timedelta(days=days)
        marked = set_mark(text, day, CALENDAR, dialect)
        wrong = _differs(text, marked.text, day.isoformat(), 0 if not days else 1)
        wrong = wrong or _misread(text, marked.text, day, dialect.table)
        if wrong:
            return f"mark: {wrong}"
        has_key = marked.wished or not days
        if has_key and not dialect.table and remove_mark(marked.text, marked.wished, dialect) != text:
            return "taking the mark out gives other bytes"
    day = post.wish.day + timedelta(days=10)
    moved = move_date(text, day, CALENDAR, dialect)
    wrong = _differs(text, moved.text, day.isoformat(), 1)
    if wrong:
        return f"date: {wrong}"
    recorded = add_syndication(text, URL, day, dialect=dialect)
    added = [line for line in _diff(text, recorded) if line[:1] in "+-"]
    return "" if sum(line[0] == "-" for line in added) <= 1 and len(added) <= 5 else f"syndication: {added}"


def _differs(before: str, after: str, day: str, replaced: int) -> str:
    """Lines beyond those that were meant to change."""
    changes = _diff(before, after)
    gone = [line for line in changes if line.startswith("-")]
    new = [line for line in changes if line.startswith("+") and line[1:].strip()]
    slashed = day.replace("-", "/")
    stray = [line for line in new if day not in line and slashed not in line and "[extra]" not in line]
    near = [line for line in stray if not _is_day_beside(line, day)]
    return f"{gone} became {new}" if len(gone) > replaced or near else ""


def _misread(before: str, after: str, day: date, table: str) -> str:
    """What a parser reads that was not meant; nothing where there is no YAML and no TOML."""
    old, new = _parsed(before), _parsed(after)
    if old is None or new is None:
        return ""
    own = new.get(table, {}) if table and after.lstrip("\ufeff").startswith("+++") else new
    if str(own.get("released")) != day.isoformat():
        return f"a parser reads released: {own.get('released')!r}"
    for data in (old, new):
        for inner in (data, data.get(table) if isinstance(data.get(table), dict) else {}):
            inner.pop("released", None)
    if table and new.get(table) == {}:
        del new[table]
    differing = {key for key in old.keys() | new.keys() if repr(old.get(key)) != repr(new.get(key))}
    dates = {"date", "Date", "pubDate", "publishDate", "pubdate", "published"}
    return f"a parser reads other values of {sorted(differing)}" if differing - dates or len(differing) > 1 else ""


def _parsed(text: str) -> dict[str, Any] | None:
    match = re.match(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?\n)(?:\1|\.\.\.)[ \t]*\r?(?:\n|\Z)", text, re.DOTALL)
    if not match:
        return None
    data = yaml.load(match[2], LOADER) if match[1] == "---" else tomllib.loads(match[2].replace("\r\n", "\n"))  # noqa: S506 - a safe one
    return data if isinstance(data, dict) else None


def _is_day_beside(line: str, day: str) -> bool:
    """Whether a line names the day before or after, as one does that has an offset in it."""
    middle = datetime.fromisoformat(day).date()
    return any((middle + timedelta(days=step)).isoformat() in line for step in (-1, 1))


def _diff(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


if __name__ == "__main__":
    main()
