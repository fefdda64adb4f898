"""Read all sites of a `momentum.yml`, and say how many posts there were: what the benchmarks time as one process."""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path

from mkdocs_momentum.stores.configfile import load_config
from mkdocs_momentum.stores.sites import read_site


def main() -> None:
    """Print the number of posts, and the most memory that was in use, in MiB."""
    config = load_config(Path(sys.argv[1]), Path.cwd())
    base, today = Path(config.where).parent, date(2026, 11, 23)
    posts = [
        post
        for site in config.sites
        for post in read_site(site, base, config.calendar, config.since, today, landed=lambda *_: {}).posts
    ]
    print(len(posts), most_memory() // 1024)


def most_memory() -> int:
    """The most memory that was in use, in KiB; the process that started this one counts where Linux does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
