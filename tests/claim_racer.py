"""One racer: a process of its own that claims days, as a computer or a CI job of its own would."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from mkdocs_momentum.core.posts import PostKey
from mkdocs_momentum.errors import LedgerUnreachableError
from mkdocs_momentum.stores.claims import Claim
from mkdocs_momentum.stores.ledger import open_ledger

FIRST = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What one racer heard about one day: who holds it (empty: no certain answer), and how long that took."""

    racer: int
    day: date
    nonce: str
    seconds: float


def days(count: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in range(count)]


def a_claim(day: date, name: str) -> Claim:
    return Claim(day, PostKey(name, f"docs/posts/{name}.md"), f"{name}-{day}", f"{name}@test", AT, wished="2026-11-20")


def race(racer: int, spec: str, base: Path, count: int, together: Barrier, told: Queue[list[Outcome]]) -> None:
    """Claims `count` days, each at the same moment as all the others do."""
    ledger = open_ledger(spec, base)
    outcomes = []
    for day in days(count):
        together.wait(timeout=120)
        begun = time.monotonic()
        try:
            nonce = ledger.claim(a_claim(day, f"racer{racer}")).nonce
        except LedgerUnreachableError:
            nonce = ""
        outcomes.append(Outcome(racer, day, nonce, time.monotonic() - begun))
    told.put(outcomes)


def run_race(spec: str, base: Path, racers: int, count: int) -> list[Outcome]:
    """Holds the race with real processes; what every racer heard about every day."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    together = context.Barrier(racers)
    told: Queue[list[Outcome]] = context.Queue()
    processes = [
        context.Process(target=race, args=(number, spec, base, count, together, told)) for number in range(racers)
    ]
    for process in processes:
        process.start()
    outcomes = [outcome for _ in processes for outcome in told.get(timeout=3600)]
    for process in processes:
        process.join()
        process.close()
    told.close()
    told.join_thread()
    return outcomes


def main() -> None:
    """`claim_racer.py SPEC BASE NAME FIRST COUNT`: says `ready`, then claims COUNT days one after another."""
    spec, base, name, first, count = sys.argv[1:]
    ledger = open_ledger(spec, Path(base))
    ledger.claims()  # it is up and its hub answers
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(int(count)):
        ledger.claim(a_claim(date.fromisoformat(first) + timedelta(days=number), name))


if __name__ == "__main__":
    main()
