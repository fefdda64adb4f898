"""Kills `momentum release` at random moments and looks at what is left; prints one line.

Usage: python benchmarks/kills.py [--kind commit|trees|addresses] [--rounds 1000] [--seed 1]
`trees` and `addresses` release with `--push` to bare remotes, with working trees in the hub and without. Ends with a
traceback where a promise was broken.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from killing import PEOPLE, SCENES, kill_many  # noqa: E402


def main() -> int:
    """Runs as many rounds as were asked for."""
    parser = argparse.ArgumentParser(description="Kill releases at random moments.")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=list(SCENES), default="commit")
    options = parser.parse_args()
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **PEOPLE}
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tally = kill_many(Path(folder, "world"), options.rounds, options.seed, options.kind)
    sys.stdout.write(
        f"{options.kind}: {tally.rounds} runs, {tally.killed} killed, {tally.claimed} of them between claim and mark "
        f"({tally.marked} with the file changed), {tally.public} after the mark, "
        f"{tally.locks} locks named, {tally.pulls} pulls asked for; "
        f"no promise broken; {time.monotonic() - begun:.0f} s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
