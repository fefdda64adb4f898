"""Measure, against peers in the same run, and print tables.

    python benchmarks/run.py [--posts 1000 10000] [--rounds 5] [--corpus FOLDER] [--material]

Corpora are made once and kept in `--corpus`. In every round all candidates run one after the other, so that a busy
machine hurts them alike; medians and their ratios are printed. Hugo, and Material with `--material`, take part where
they are installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus import make

from mkdocs_momentum.stores import githooks

HERE = Path(__file__).parent
QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
Candidates = Mapping[str, tuple[Sequence[str], Mapping[str, str]]]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "momentum-corpus")
    parser.add_argument("--material", action="store_true", help="time whole builds as well; takes minutes")
    args = parser.parse_args()
    configs = {posts: corpus(args.corpus, posts, 10) for posts in args.posts}
    for posts, config in configs.items():
        scans(config, posts, args.rounds)
    growth(configs, args.rounds)
    repos(args.corpus, max(args.posts[:2]), args.rounds)
    arrivals(configs[args.posts[min(1, len(args.posts) - 1)]])
    refs(args.corpus, max(args.posts[:2]), args.rounds)
    hook(configs[args.posts[min(1, len(args.posts) - 1)]], args.rounds)
    if args.material:
        material(args.corpus, configs[args.posts[min(1, len(args.posts) - 1)]], args.rounds)


def corpus(place: Path, posts: int, repositories: int) -> Path:
    """A corpus, made where it is not there yet."""
    folder = place / f"{posts}-{repositories}"
    return folder / "momentum.yml" if folder.is_dir() else make(folder, posts, repositories)


def scan_of(config: Path) -> Sequence[str]:
    """The process that reads all sites."""
    return [sys.executable, str(HERE / "scan.py"), str(config)]


def cold(place: Path) -> Mapping[str, str]:
    """Without anything kept."""
    return {"MOMENTUM_NO_CACHE": "1", "MOMENTUM_CACHE": str(place / "cache")}


def warm(place: Path) -> Mapping[str, str]:
    """With what an earlier run kept."""
    return {"MOMENTUM_CACHE": str(place / "cache")}


def scans(config: Path, posts: int, rounds: int) -> None:
    """Cold, warm, and `hugo list all` over the same posts."""
    candidates = {
        "cold": (scan_of(config), cold(config.parent)),
        "warm": (scan_of(config), warm(config.parent)),
    }
    as_hugo = config.parent / "momentum-hugo.yml"
    site = hugo_site(config)
    as_hugo.write_text(
        "timezone: America/Los_Angeles\nsince: 2026-11-01\nsites: {hugo: {path: hugo, posts: content/**/*.md}}\n",
        encoding="utf-8",
    )
    candidates["cold, as a Hugo site"] = (scan_of(as_hugo), cold(config.parent))
    candidates["warm, as a Hugo site"] = (scan_of(as_hugo), warm(config.parent))
    hugo = shutil.which("hugo")
    if hugo:
        candidates["hugo list all"] = ([hugo, "list", "all", "-s", str(site)], {})
    times = race(candidates, rounds)
    against = "hugo list all" if hugo else "cold"
    show(f"{posts:,} posts in 10 repositories", times, against)


def hugo_site(config: Path) -> Path:
    """A Hugo site whose content are all the posts of a corpus."""
    site = config.parent / "hugo"
    if not site.is_dir():
        site.mkdir()
        lines = ['baseURL = "https://me.example/"\n', 'disableKinds = ["taxonomy", "term"]\n']
        for folder in sorted(config.parent.glob("site-*")):
            shutil.copytree(folder / "docs/blog/posts", site / "content" / folder.name)
        (site / "hugo.toml").write_text("".join(lines), encoding="utf-8")
        (site / "config.toml").write_text("".join(lines), encoding="utf-8")
    return site


def growth(configs: Mapping[int, Path], rounds: int) -> None:
    """Time and memory for each post, as there are more of them."""
    print(
        "\n| posts | cold, µs a post | warm, µs a post | memory cold, MiB | memory warm, MiB |\n|---|---|---|---|---|"
    )
    floors = {
        name: statistics.median(timed([sys.executable, "-c", f"import {modules}"], {}) for _ in range(rounds))
        for name, modules in LOADED.items()
    }
    for posts, config in configs.items():
        both = {"cold": (scan_of(config), cold(config.parent)), "warm": (scan_of(config), warm(config.parent))}
        times = race(both, rounds)
        each = {name: (statistics.median(found) - floors[name]) / posts * 1e6 for name, found in times.items()}
        memory = {name: output(command, more).split()[1] for name, (command, more) in both.items()}
        print(f"| {posts:,} | {each['cold']:.0f} | {each['warm']:.0f} | {memory['cold']} | {memory['warm']} |")


LOADED = {
    "cold": "mkdocs_momentum.stores.configfile, mkdocs_momentum.stores.mkdocsposts, mkdocs_momentum.stores.extracts",
    "warm": "mkdocs_momentum.stores.configfile, mkdocs_momentum.stores.sites",
}
"""What each loads whatever it reads, which says nothing about the cost of a post."""


def repos(place: Path, posts: int, rounds: int) -> None:
    """The same number of posts in one repository and in fifty."""
    configs = {count: corpus(place, posts, count) for count in (1, 10, 50)}
    candidates: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {}
    for count, config in configs.items():
        candidates[f"cold, {count} repos"] = (scan_of(config), cold(config.parent))
        candidates[f"warm, {count} repos"] = (scan_of(config), warm(config.parent))
    show(f"{posts:,} posts in 1, 10 and 50 repositories", race(candidates, rounds), "cold, 1 repos")


def arrivals(config: Path) -> None:
    """One pass over history, and what asking git file by file would take."""
    root = config.parent / "site-00"
    files = sorted((root / "docs/blog/posts").rglob("*.md"))
    program = (
        "import sys; from pathlib import Path; from mkdocs_momentum.stores.arrivals import arrival_days\n"
        "print(len(arrival_days(Path(sys.argv[1]))))"
    )
    one_pass = timed([sys.executable, "-c", program, str(root)], cold(config.parent))
    timed([sys.executable, "-c", program, str(root)], warm(config.parent))
    again = timed([sys.executable, "-c", program, str(root)], warm(config.parent))
    sample = files[:: max(1, len(files) // 8)][:8]
    single = statistics.median(
        timed(["git", "-C", str(root), "log", "--follow", "--diff-filter=A", "--format=%cs", "--", str(file)], QUIET)
        for file in sample
    )
    print(f"\n| the day {len(files):,} files came into git | s | a file, ms |\n|---|---|---|")
    print(f"| one pass, nothing kept | {one_pass:.2f} | {one_pass / len(files) * 1000:.3f} |")
    print(f"| again, nothing new | {again:.2f} | {again / len(files) * 1000:.3f} |")
    print(f"| `git log --follow`, file by file | {single * len(files):.0f} (from 8) | {single * 1000:.1f} |")
    print(f"\nOne pass costs 1/{single / (one_pass / len(files)):.0f} of asking for each file.")


def hook(config: Path, rounds: int) -> None:
    """The hook as git runs it, with 20 new posts staged, against starting Python."""
    root = config.parent / "site-01"
    far = [datetime.now(UTC).date() + timedelta(days=4000 + number) for number in range(24)]
    for number, day in enumerate([day for day in far if day.weekday() != 6][:20]):  # Sundays rest
        path = root / f"docs/blog/posts/staged-{number}.md"
        path.write_text(f"---\ntitle: Staged {number}\ndate: {day}\n---\n\nWords.\n", encoding="utf-8")
    subprocess.run(["git", "-C", str(root), "add", "-A"], check=True, env={**os.environ, **QUIET})
    githooks.install(root, sys.executable, [])
    again = f"cd '{root}' && exec .git/hooks/pre-commit"
    candidates = {
        "python -c pass": ([sys.executable, "-c", "pass"], {}),
        "the hook": (["sh", "-c", again], warm(config.parent)),
    }
    time.sleep(2.5)  # what was written within two seconds is never trusted to be unchanged
    try:
        show("The git hook, 20 staged posts", race(candidates, rounds), "python -c pass")
    finally:
        githooks.uninstall(root)
        subprocess.run(["git", "-C", str(root), "reset", "-q", "--hard"], check=True, env={**os.environ, **QUIET})


def material(place: Path, known: Path, rounds: int) -> None:
    """What a Material build of 1,000 posts spends on the plugin, alone and with a page over all posts in `known`."""
    config = corpus(place, 1000, 1)
    root = config.parent / "site-00"
    plain = (root / "mkdocs.yml").read_text(encoding="utf-8")
    hub = known.parent / "momentum-with-build.yml"
    hub.write_text(known.read_text(encoding="utf-8") + f"  built: {root}\n", encoding="utf-8")
    page = config.parent / "momentum.html"
    builds = {}
    for name, block in (("alone", f"config: {hub}"), ("with a page", f"config: {hub}, page: {page}")):
        written = root / f"{name.replace(' ', '-')}.yml"
        written.write_text(plain.replace("blog]", f"blog, momentum: {{{block}}}]"), encoding="utf-8")
        builds[name] = [sys.executable, str(HERE / "build.py"), str(written), str(config.parent / "built")]
    print("\n| A build of 1,000 posts | processor time, s | momentum's part, s | of the rest |\n|---|---|---|---|")
    for name, more in (("nothing kept", cold(known.parent)), ("again", warm(known.parent))):
        for kind, build in builds.items():
            runs = [tuple(map(float, output(build, more).split()[-2:])) for _ in range(rounds + 1)][1:]
            whole, own = (statistics.median(column) for column in zip(*runs, strict=True))
            share = statistics.median(part / (all_of_it - part) for all_of_it, part in runs)
            print(f"| {kind}, {name} | {whole:.1f} | {own:.2f} | {share:.2%} |")
            sys.stdout.flush()


def refs(place: Path, posts: int, rounds: int) -> None:
    """A site without a working tree, against git itself."""
    root = corpus(place, posts, 1).parent / "site-00"
    print("\n" + output([sys.executable, str(HERE / "refs.py"), str(root), "--rounds", str(rounds)], {}).strip())
    sys.stdout.flush()


def race(candidates: Candidates, rounds: int) -> dict[str, list[float]]:
    """Seconds of each candidate in each round; one round before them does not count."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, (command, more) in candidates.items():
            took = timed(command, more)
            if number:
                times[name].append(took)
    return times


def timed(command: Sequence[str], more: Mapping[str, str]) -> float:
    """Seconds that a process takes from start to end."""
    began = time.perf_counter()
    output(command, more)
    return time.perf_counter() - began


def output(command: Sequence[str], more: Mapping[str, str]) -> str:
    """What a process prints; it is an error if it does not end well."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's interpreter keeps what it compiled
    env = {**os.environ, **QUIET, "PYTHONPATH": str(HERE.parent), "NO_MKDOCS_2_WARNING": "1", **more}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout


def show(title: str, times: Mapping[str, list[float]], against: str) -> None:
    """A table of medians and ratios."""
    base = statistics.median(times[against])
    print(f"\n| {title} | ms | against {against} |\n|---|---|---|")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"| {name} | {middle * 1000:,.0f} | {middle / base:.3f} |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
