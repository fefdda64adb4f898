"""Runs the property-based tests on far more inputs than CI does, other ones each time; prints how many.

Usage: python benchmarks/fuzz.py [--times 22]
Twenty-two times as many are some 60,000 heads of posts and 100,000 other inputs. Ends with the smallest input that
breaks a promise, where one does.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADS = "tests/test_reading.py"
OTHERS = ("tests/test_config.py", "tests/test_days.py", "tests/test_generators.py", "tests/test_scanner.py")


def run(places: list[str], times: int) -> int:
    """Runs the tests of these files that take examples.

    Returns:
        How many inputs were tried.

    Raises:
        SystemExit: a promise was broken; the test has said which.
    """
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-show-statistics"]
    done = subprocess.run(
        [*words, *places],
        cwd=ROOT,
        env={**os.environ, "EXAMPLES": str(times)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stdout.write(done.stdout)
        raise SystemExit(1)
    return sum(int(count) for count in re.findall(r"(\d+) passing", done.stdout))


def main() -> int:
    """Heads of posts first, then what else is read."""
    parser = argparse.ArgumentParser(description="Try many inputs.")
    parser.add_argument("--times", type=int, default=22)
    times = parser.parse_args().times
    for name, places in (("heads of posts", [HEADS]), ("other inputs", list(OTHERS))):
        begun = time.monotonic()
        count = run(places, times)
        sys.stdout.write(f"{count} {name}, no promise broken; {time.monotonic() - begun:.0f} s\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
