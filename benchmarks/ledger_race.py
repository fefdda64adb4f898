"""Many processes race for many days, on every kind of hub; prints one line for each, doubles first.

Usage: python benchmarks/ledger_race.py [--racers 16] [--days 1000] [--hubs embedded,file,daemon,http,faults]
Exit code 1 where any day was won twice, or was left without an owner.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from claim_racer import Outcome, days, run_race  # noqa: E402
from git_hubs import ALL_PROTOCOLS, CLEAN, Faults, bare, daemon_hub, http_hub  # noqa: E402

from mkdocs_momentum.stores.ledger import open_ledger  # noqa: E402

HUBS = ("embedded", "file", "daemon", "http", "faults")
COLUMNS = "{:<10}{:>10}{:>8}{:>9}{:>10}{:>11}{:>10}{:>10}{:>9}"


@dataclass(frozen=True)
class Result:
    """One race as it came out."""

    attempts: int
    days: int
    doubles: int
    ownerless: int
    undecided: int
    p50: float
    p95: float
    seconds: float


@contextlib.contextmanager
def packing(folder: Path) -> Iterator[None]:
    """Packs the hub's refs every 50 ms meanwhile: each ref moves from its own file into one table."""
    loop = f"while :; do git -C '{folder}' pack-refs --all; sleep 0.05; done"
    process = subprocess.Popen(["sh", "-c", loop], env=CLEAN, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def hub(kind: str, folder: Path) -> Iterator[str]:
    """A ledger's address of this kind."""
    if kind == "embedded":
        yield ""
        return
    repository = bare(folder / "hub.git")
    with contextlib.ExitStack() as stack:
        if kind == "file":
            stack.enter_context(packing(repository))
            yield str(repository)
        elif kind == "daemon":
            yield stack.enter_context(daemon_hub(folder)) + "/hub.git"
        else:
            faults = Faults(drop_request=6, drop_reply=7) if kind == "faults" else Faults()
            yield stack.enter_context(http_hub(folder, faults)) + "/hub.git"


def measure(kind: str, racers: int, count: int) -> Result:
    """Holds one race and reads the truth from the hub again."""
    with tempfile.TemporaryDirectory() as place, hub(kind, Path(place)) as spec:
        begun = time.monotonic()
        outcomes = run_race(spec, Path(place), racers, count)
        seconds = time.monotonic() - begun
        truth = {day: claim.nonce for day, claim in open_ledger(spec, Path(place)).claims().items()}
    return judge(outcomes, truth, count, seconds)


def judge(outcomes: list[Outcome], truth: dict[object, str], count: int, seconds: float) -> Result:
    """What the racers heard, against what the hub holds."""
    heard: dict[object, set[str]] = {day: {nonce} for day, nonce in truth.items()}
    for outcome in outcomes:
        if outcome.nonce:
            heard.setdefault(outcome.day, set()).add(outcome.nonce)
    won = [outcome.seconds for outcome in outcomes if outcome.nonce == f"racer{outcome.racer}-{outcome.day}"]
    spread = statistics.quantiles(won, n=20) if len(won) > 1 else [0.0] * 19
    return Result(
        attempts=len(outcomes),
        days=count,
        doubles=sum(len(names) > 1 for names in heard.values()),
        ownerless=sum(day not in truth for day in days(count)),
        undecided=sum(not outcome.nonce for outcome in outcomes),
        p50=spread[9],
        p95=spread[18],
        seconds=seconds,
    )


def main() -> int:
    """Runs the races that were asked for."""
    parser = argparse.ArgumentParser(description="Race for days on every kind of hub.")
    parser.add_argument("--racers", type=int, default=16)
    parser.add_argument("--days", type=int, default=1000)
    parser.add_argument("--hubs", default=",".join(HUBS), help="some of " + ", ".join(HUBS))
    options = parser.parse_args()
    os.environ["MOMENTUM_GIT_PROTOCOLS"] = ALL_PROTOCOLS
    os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    columns = ("hub", "attempts", "days", "doubles", "ownerless", "undecided", "win p50", "win p95", "total")
    sys.stdout.write(COLUMNS.format(*columns) + "\n")
    sound = True
    for kind in options.hubs.split(","):
        result = measure(kind, options.racers, options.days)
        numbers = (result.attempts, result.days, result.doubles, result.ownerless, result.undecided)
        times = (f"{result.p50 * 1000:.0f} ms", f"{result.p95 * 1000:.0f} ms", f"{result.seconds:.0f} s")
        sys.stdout.write(COLUMNS.format(kind, *numbers, *times) + "\n")
        sys.stdout.flush()
        sound = sound and not result.doubles and not result.ownerless
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
