"""Many processes want the same day. Exactly one may have it, whatever dies on the way."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claim_racer import Outcome, a_claim, days, run_race
from git_hubs import ALL_PROTOCOLS, CLEAN, Faults, bare, git, http_hub

from mkdocs_momentum.errors import LedgerUnreachableError
from mkdocs_momentum.stores.claims import Claim, encode
from mkdocs_momentum.stores.hubs import Hub, LocalHub, Maker, Offer, RemoteHub, open_hub
from mkdocs_momentum.stores.ledger import RefLedger, open_ledger
from mkdocs_momentum.stores.probe import one_winner

RACER = Path(__file__).with_name("claim_racer.py")


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_GIT_PROTOCOLS", ALL_PROTOCOLS)


def assert_one_winner_a_day(outcomes: list[Outcome], racers: int, count: int) -> None:
    assert len(outcomes) == racers * count
    assert not [outcome for outcome in outcomes if not outcome.nonce], "no certain answer"
    holders: dict[object, set[str]] = {}
    for outcome in outcomes:
        holders.setdefault(outcome.day, set()).add(outcome.nonce)
    assert {day: names for day, names in holders.items() if len(names) != 1} == {}
    winners = Counter(outcome.day for outcome in outcomes if outcome.nonce == f"racer{outcome.racer}-{outcome.day}")
    assert winners == Counter(days(count))


@contextlib.contextmanager
def packing(folder: Path) -> Iterator[None]:
    """Packs the hub's refs again and again meanwhile; that moves every ref from its file into one table."""
    loop = f"while :; do git -C '{folder}' pack-refs --all; sleep 0.05; done"
    process = subprocess.Popen(["sh", "-c", loop], env=CLEAN, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def test_eight_processes_race_for_forty_days_on_this_machine(tmp_path: Path) -> None:
    outcomes = run_race("", tmp_path, racers=8, count=40)
    assert_one_winner_a_day(outcomes, 8, 40)
    claims = open_ledger("", tmp_path).claims()
    assert {day: claim.nonce for day, claim in claims.items()} == {outcome.day: outcome.nonce for outcome in outcomes}


def test_eight_processes_race_for_twenty_days_on_a_remote_whose_refs_are_being_packed(tmp_path: Path) -> None:
    hub = bare(tmp_path / "hub.git")
    with packing(hub):
        outcomes = run_race(str(hub), tmp_path, racers=8, count=20)
    assert_one_winner_a_day(outcomes, 8, 20)
    claims = open_ledger(str(hub), tmp_path).claims()
    assert {day: claim.nonce for day, claim in claims.items()} == {outcome.day: outcome.nonce for outcome in outcomes}


def test_processes_race_over_http_that_loses_requests_and_replies(tmp_path: Path) -> None:
    bare(tmp_path / "hub.git")
    faults = Faults(drop_request=5, drop_reply=7)
    with http_hub(tmp_path, faults) as address:
        outcomes = run_race(f"{address}/hub.git", tmp_path, racers=4, count=8)
    assert_one_winner_a_day(outcomes, 4, 8)
    assert faults.pushes >= 8


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("remote", [False, True])
def test_a_claim_killed_at_any_moment_is_finished_or_free(tmp_path: Path, remote: bool) -> None:
    folder = bare(tmp_path / "hub.git") if remote else tmp_path / ".momentum" / "ledger.git"
    spec = str(folder) if remote else ""
    chance = random.Random(7)  # noqa: S311
    taken = 0
    for number in range(8):
        mine = [a_claim(day, f"run{number}") for day in days(4000)[number * 500 :][:500]]
        process = subprocess.Popen(
            [sys.executable, str(RACER), spec, str(tmp_path), f"run{number}", mine[0].day.isoformat(), "500"],
            env=CLEAN | {"PYTHONPATH": os.pathsep.join(sys.path)}, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        # Every second run is killed after its first claim, however slow the machine is.
        while number % 2 and not (folder / f"refs/tags/momentum/{mine[0].day}").exists():
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.25))
        os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        taken += settle(RefLedger(open_hub(spec, tmp_path), patience=1), mine, folder)
    assert taken >= 4, "the kill comes while days are being claimed"


def settle(ledger: RefLedger, mine: list[Claim], folder: Path) -> int:
    """The killed run comes again for its last and its next day, and then a rival wants both.

    Returns:
        How many days it had.
    """
    held = {day: claim for day, claim in ledger.claims().items() if day >= mine[0].day}
    got = len(held)
    assert list(held.values()) == mine[:got], "in order, whole, and nobody else's"
    for claim in mine[max(got - 1, 0) : got + 1]:
        lock = folder / f"refs/tags/momentum/{claim.day}.lock"
        if lock.exists() and claim.day not in held:  # fails closed, and says what stands in the way
            with pytest.raises(LedgerUnreachableError, match=re.escape(str(lock))):
                ledger.claim(claim)
            lock.unlink()
        assert ledger.claim(claim) == claim
        assert ledger.claim(a_claim(claim.day, "rival")) == claim
    return got


class PlusHub(RemoteHub):
    """What must never be written: a `+` before the refspec switches the lease off."""

    def _lease(self, ref: str, oid: str) -> list[str]:
        return [f"--force-with-lease={ref}:", "--", self.url, f"+{oid}:{ref}"]


class HastyHub(LocalHub):
    """What must never be written: a ref set without a word about what it was before."""

    def offer(self, ref: str, make: Maker, before: Callable[[], object] | None = None) -> Offer:
        offered = super().offer(f"{ref}-made", make, before)
        self._git.run("update-ref", ref, offered.oid)
        return offered


def test_honest_hubs_have_one_winner(tmp_path: Path) -> None:
    hub = bare(tmp_path / "hub.git")
    with http_hub(tmp_path) as address:
        assert one_winner(RemoteHub(f"{address}/hub.git"), rounds=1)
    assert one_winner(RemoteHub(str(hub)), rounds=2)
    assert one_winner(LocalHub(tmp_path / "ledger.git"), rounds=3)
    assert git(hub, "for-each-ref") == "", "the trial leaves nothing behind"


def test_a_server_that_says_yes_to_everybody_is_found_out(tmp_path: Path) -> None:
    bare(tmp_path / "hub.git")
    with http_hub(tmp_path, Faults(lies=True, together=8)) as address:
        assert not one_winner(RemoteHub(f"{address}/hub.git"))


@pytest.mark.parametrize("mutant", [PlusHub, HastyHub])
def test_a_hub_without_compare_and_swap_is_found_out(tmp_path: Path, mutant: type) -> None:
    hub: Hub = mutant(str(bare(tmp_path / "hub.git"))) if mutant is PlusHub else mutant(tmp_path / "ledger.git")
    assert not one_winner(hub, rounds=1)


def test_the_mutants_would_give_a_day_to_two(tmp_path: Path) -> None:
    """One claimant saw the day free, another took it, and the first goes on: the honest hub refuses, the mutant not."""
    day = days(1)[0]
    for number, (kind, doubles) in enumerate([(RemoteHub, False), (PlusHub, True)]):
        url = str(bare(tmp_path / f"hub{number}.git"))
        first, second = RefLedger(kind(url)), RefLedger(kind(url))
        won: list[bool] = []

        def the_other_takes_it(second: RefLedger = second, won: list[bool] = won) -> None:
            won.append(second.claim(a_claim(day, "second")) == a_claim(day, "second"))

        ref = f"refs/tags/momentum/{day}"
        offered = first.hub.offer(ref, lambda tree: encode(a_claim(day, "first"), tree), the_other_takes_it)
        assert won == [True]
        assert offered.accepted is doubles
