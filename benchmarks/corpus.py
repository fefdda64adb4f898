"""Make sites with a history, as writers have them: some large, many small, posts edited and now and then renamed.

    python benchmarks/corpus.py FOLDER --posts 10000 --repos 10

The same arguments make the same corpus. History goes in through `git fast-import`, so 100,000 posts take a minute.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

FIRST = date(2012, 1, 2)
LAST = date(2026, 11, 20)
WORDS = [
    *("strength", "habit", "morning", "kettle", "river", "garden", "winter", "recipe", "running", "letter", "quiet"),
    *("bread", "ladder", "window", "harbour", "walking", "memory", "pencil", "orchard", "summer", "reading", "slow"),
    *("useful", "small", "steady", "north", "light", "stone", "paper", "weather", "sleep", "knee", "kitchen"),
]
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ.get("PATH", "")}
MKDOCS = "site_name: {name}\nsite_url: https://{name}.example/\ntheme: {{name: material}}\nplugins: [search, blog]\n"


def main() -> None:
    """Make a corpus where the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--repos", type=int, default=10)
    args = parser.parse_args()
    print(make(args.folder, args.posts, args.repos))


def make(folder: Path, posts: int, repos: int) -> Path:
    """A `momentum.yml` and its sites.

    Args:
        folder: where; must be new.
        posts: how many altogether.
        repos: over how many repositories; the first has the most.

    Returns:
        The `momentum.yml`.
    """
    folder.mkdir(parents=True)
    weights = [1 / (number + 1) for number in range(repos)]
    names = []
    for number, weight in enumerate(weights):
        share = max(1, round(posts * weight / sum(weights)))
        name = f"site-{number:02}"
        make_site(folder / name, name, share, random.Random(number * 1_000_003 + posts))  # noqa: S311 - not a secret
        names.append(f"  {name}: {name}\n")
    config = folder / "momentum.yml"
    config.write_text("timezone: America/Los_Angeles\nsince: 2026-11-01\nsites:\n" + "".join(names), encoding="utf-8")
    return config


def make_site(root: Path, name: str, posts: int, chance: random.Random) -> None:
    """One repository with about two and a half commits a post, and its working tree."""
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    stream = bytearray()
    commit(stream, FIRST, [("mkdocs.yml", MKDOCS.format(name=name).encode()), ("docs/index.md", b"# Home\n")])
    span = (LAST - FIRST).days
    days = sorted(FIRST + timedelta(days=chance.randrange(span)) for _ in range(posts))
    alive: list[tuple[str, bytes]] = []
    for number, day in enumerate(days):
        path, text = post(number, day, chance)
        commit(stream, day, [(path, text)])
        alive.append((path, text))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):  # edits of this and older posts
            place = chance.randrange(max(0, len(alive) - 50), len(alive))
            other, before = alive[place]
            alive[place] = (other, before + f"\nAnd {chance.choice(WORDS)}.\n".encode())
            commit(stream, day, [alive[place]])
        if chance.random() < 0.01:
            place = chance.randrange(len(alive))
            other, before = alive[place]
            moved = other.replace(".md", "-again.md")
            commit(stream, day, [(moved, before)], gone=other)
            alive[place] = (moved, before)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=bytes(stream), check=True, env=ENVIRONMENT)
    git(root, "reset", "-q", "--hard", "main")


def commit(stream: bytearray, day: date, files: list[tuple[str, bytes]], gone: str = "") -> None:
    """One commit in the language of `git fast-import`."""
    moment = int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp())
    stream += f"commit refs/heads/main\ncommitter A Writer <writer@example.com> {moment} +0000\ndata 4\nWork\n".encode()
    if gone:
        stream += f"D {gone}\n".encode()
    for path, data in files:
        stream += f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
    stream += b"\n"


def post(number: int, day: date, chance: random.Random) -> tuple[str, bytes]:
    """A post's path and text, in one of the forms that writers use; two in a hundred take some care to read."""
    title = " ".join(chance.choices(WORDS, k=chance.randint(3, 7))).capitalize()
    slug = title.lower().replace(" ", "-")
    lines = [f"title: {title}" if number % 3 else f'title: "{title}: a note"', f"date: {day}"]
    if number % 4 == 0:
        lines[1] = f"date: {day} 08:{number % 60:02}:00"
    lines += ["categories:", f"  - {chance.choice(WORDS)}", f"tags: [{', '.join(chance.choices(WORDS, k=3))}]"]
    if number % 5 == 0:
        lines.append(f"description: {' '.join(chance.choices(WORDS, k=18))}.")
    if number % 50 == 0:
        lines += ["summary: >", f"  {' '.join(chance.choices(WORDS, k=12))}", "  and more."]
    if number % 97 == 0:
        lines.append("draft: true")
    body = "\n\n".join(" ".join(chance.choices(WORDS, k=chance.randint(30, 120))) for _ in range(chance.randint(3, 12)))
    text = "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"
    return f"docs/blog/posts/{day.year}/{day}-{slug[:60]}-{number}.md", text.encode()


def git(root: Path, *args: str) -> None:
    """Run git without anybody's settings."""
    subprocess.run(["git", *args], cwd=root, check=True, env=ENVIRONMENT)


if __name__ == "__main__":
    main()
