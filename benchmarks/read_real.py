"""Read real sites and count what was found: posts, dated ones, drafts, problems.

    python benchmarks/read_real.py FOLDER...

Each folder is a working tree or a git directory, or a folder in one of these (`blog.git/docs`); of a git directory the
newest commit is laid out in a temporary folder first. Nothing in the folders is changed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.stores.othersites import other_site
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import SiteReading, load_mkdocs_site, read_site
from mkdocs_momentum.stores.trees import is_text

CALENDAR = Calendar(ZoneInfo("UTC"))


def main() -> None:
    """Print a table, and below it the first problems of each site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--problems", type=int, default=3, help="how many to show for each site")
    args = parser.parse_args()
    print(f"{'site':36} {'generator':10} {'posts':>6} {'dated':>6} {'drafts':>6} {'copies':>6} {'problems':>8}")
    with tempfile.TemporaryDirectory(prefix="momentum-real-") as place:
        for number, folder in enumerate(args.folders):
            show(laid_out(folder, Path(place, str(number))), folder, args.problems)


def laid_out(folder: Path, place: Path) -> Path:
    """The working tree itself, or the newest commit of a git directory as one."""
    top = next((place for place in (folder, *folder.parents) if (place / "HEAD").is_file()), None)
    if top is None:
        return folder
    git = ["git", f"--git-dir={top}"]
    listing = subprocess.run([*git, "ls-tree", "-r", "-z", "HEAD"], check=True, capture_output=True).stdout
    entries = [entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry.startswith(b"100")]
    wanted = [(head.split()[2], os.fsdecode(name)) for head, name in entries if is_text(os.fsdecode(name))]
    asked = b"".join(oid + b"\n" for oid, _ in wanted)
    out = subprocess.run([*git, "cat-file", "--batch"], input=asked, check=True, capture_output=True).stdout
    at = 0
    for _, name in wanted:
        end = out.index(b"\n", at)
        head = out[at:end].split()
        at = end + 1
        if len(head) < 3:  # not in this copy
            continue
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(out[at : at + int(head[2])])
        at += int(head[2]) + 1
    return place / folder.relative_to(top)


def show(root: Path, folder: Path, problems: int) -> None:
    """One line for a site."""
    today = datetime.now(UTC).date()
    reading: SiteReading = read_site(
        SiteConfig("site", str(root)), root, CALENDAR, date(1970, 1, 1), today, lambda *_: None
    )
    other = other_site(WorkingFiles(root))
    kind = other[0].name if other else "mkdocs" if load_mkdocs_site(WorkingFiles(root)) else "unknown"
    states = Counter(str(post.state) for post in reading.posts)
    dated = sum(1 for post in reading.posts if post.wish)
    name = "/".join(
        part for part in folder.parts[-3:] if part not in {"repo", ".git"} and not part.startswith((".", "/"))
    )
    print(
        f"{name[-36:]:36} {kind:10} {len(reading.posts):6} {dated:6} {states['draft']:6} "
        f"{states['copy']:6} {states['problem']:8}"
    )
    faults = [*reading.problems, *(problem for post in reading.posts for problem in post.problems)]
    for problem in faults[:problems]:
        print(f"    {problem.where}: {problem.message}")


if __name__ == "__main__":
    main()
