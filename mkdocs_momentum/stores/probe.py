"""A trial of a hub: some servers say yes to everybody, and then a day would have more than one winner."""

from __future__ import annotations

import contextlib
import secrets
import threading
from datetime import UTC, datetime

from mkdocs_momentum.core.posts import PostKey
from mkdocs_momentum.errors import GitError, LedgerUnreachableError
from mkdocs_momentum.stores.claims import Claim, encode, new_claim
from mkdocs_momentum.stores.hubs import Hub, Offer

PREFIX = "refs/tags/momentum/"
OTHERS = (PREFIX, "refs/heads/momentum/")
"""What every host has a place for; the first is what a ledger's refs begin with where nothing else is said."""
RACERS = 8


def trials(prefix: str) -> str:
    """What the refs of trials begin with, for a ledger whose refs begin with `prefix`."""
    return f"{prefix.rstrip('/')}-probe/"


def accepted_prefix(hub: Hub) -> str:
    """A prefix whose refs the hub takes, of those that every host has a place for; empty where it takes none."""
    claim = _trial("prefix")
    for prefix in OTHERS:
        ref = f"{trials(prefix)}{secrets.token_hex(8)}"
        offered = hub.offer(ref, lambda tree: encode(claim, tree))
        if offered.accepted:
            hub.drop(ref, offered.oid)
            return prefix
    return ""


def one_winner(hub: Hub, rounds: int = 2, prefix: str = PREFIX) -> bool:
    """Lets eight claims race for a scratch ref, `rounds` times, and a ninth come late.

    Args:
        hub: where.
        rounds: how many races.
        prefix: of the ledger; the scratch refs stand beside it.

    Returns:
        True when each race had exactly one winner, and the latecomer changed nothing.

    Raises:
        LedgerUnreachableError: nobody could offer anything.
    """
    return all(_race(hub, f"{trials(prefix)}{secrets.token_hex(8)}") for _ in range(rounds))


def _trial(name: str) -> Claim:
    now = datetime.now(UTC)
    return new_claim(now.date(), PostKey("probe", name), "", now)


def _race(hub: Hub, ref: str) -> bool:
    from concurrent.futures import ThreadPoolExecutor

    claims = [_trial(str(number)) for number in range(RACERS)]
    start = threading.Barrier(RACERS)

    def together() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            start.wait(timeout=20)

    def offer(claim: Claim) -> Offer:
        return hub.offer(ref, lambda tree: encode(claim, tree), together)

    with ThreadPoolExecutor(RACERS) as pool:
        offers = list(pool.map(offer, claims))
    try:
        held = hub.refs(ref).get(ref, "")
        latecomer = _trial("latecomer")
        late = hub.offer(ref, lambda tree: encode(latecomer, tree)) if held else Offer()
        now_held = hub.refs(ref).get(ref, "")
        if now_held:
            hub.drop(ref, now_held)
    except (GitError, OSError) as error:
        raise LedgerUnreachableError(f"the ledger {hub.name} gave no certain answer: {error}") from None
    if not held:
        why = next((f": {offer.reason}" for offer in offers if offer.reason), "")
        raise LedgerUnreachableError(f"the ledger {hub.name} took none of {RACERS} trial claims{why}")
    # A lost reply makes a winner that was told no; a second one that was told yes is what may never be.
    told_yes = {offer.oid for offer in offers if offer.accepted}
    return told_yes <= {held} and held in {offer.oid for offer in offers} and now_held == held and not late.accepted
