"""The ledger: which post has which day. One ref a day, created by compare and swap, so a day has one winner anywhere.

The ledger is the lock and the record of who took what. Whether a post is public does not hang on it: the post's own
front matter says so.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mkdocs_momentum.core.days import parse_day
from mkdocs_momentum.errors import GitError, LedgerUnreachableError
from mkdocs_momentum.stores.claims import Claim, decode, encode, new_claim
from mkdocs_momentum.stores.hubs import Hub, Offer, open_hub
from mkdocs_momentum.stores.locks import lock_hint
from mkdocs_momentum.stores.probe import PREFIX

if TYPE_CHECKING:
    from mkdocs_momentum.config import Config

__all__ = ["Claim", "RefLedger", "ledger_of", "new_claim", "open_ledger"]
TRIES = 6
T = TypeVar("T")
_random = secrets.SystemRandom()


class RefLedger:
    """A ledger of one ref a day in a hub. Every answer is read again from the truth.

    Args:
        hub: where the refs are.
        prefix: what their names begin with; the day follows.
        patience: seconds after which nothing is tried again.
    """

    def __init__(self, hub: Hub, prefix: str = PREFIX, patience: float = 45.0) -> None:
        self.hub = hub
        self.prefix = prefix if prefix.endswith("/") else prefix + "/"
        self._patience = patience
        self._reason = ""

    def record(self, day: date) -> Claim | None:
        """Who has `day`; None where it is free. Raises LedgerUnreachableError."""
        oid = self._look(day)
        return self._records({self._ref(day): oid})[day] if oid else None

    def claims(self) -> Mapping[date, Claim]:
        """Every taken day with its claim. Raises LedgerUnreachableError."""
        return self._records(self._taken())

    def claim(self, claim: Claim) -> Claim:
        """Takes `claim.day`, unless it is taken.

        Looks, offers and looks again, whatever became of the offer, until the answer is certain.

        Returns:
            The claim that holds the day now: the given one, or another's.

        Raises:
            LedgerUnreachableError: no certain answer could be had.
        """
        mine = Offer()
        for _ in self._tries():
            oid = self._peek(claim.day)
            if oid is None:
                continue
            if not oid:
                mine = self.hub.offer(self._ref(claim.day), lambda tree: encode(claim, tree))
                self._reason = mine.reason or self._reason
                oid = self._peek(claim.day)
            if oid:
                return claim if oid == mine.oid else self._holder(claim, oid)
        raise self._unreachable(f" for {claim.day}", self._ref(claim.day))

    def withdraw(self, claim: Claim) -> bool:
        """Frees the day, but only while it is held by exactly this claim.

        Returns:
            Whether this freed it; False where the day was free already or is another's.

        Raises:
            LedgerUnreachableError: no certain answer could be had.
        """
        ref = self._ref(claim.day)
        oid = self._look(claim.day)
        if not oid or not claim.readable or self._holder(claim, oid) != claim:
            return False
        for _ in self._tries():
            self._try(lambda: self.hub.drop(ref, oid))
            now = self._peek(claim.day)
            if now is not None and now != oid:
                return True
        raise self._unreachable(f" for {claim.day}, so its claim may still stand", ref)

    def _ref(self, day: date) -> str:
        return self.prefix + day.isoformat()

    def _taken(self) -> dict[str, str]:
        refs = self._certain(lambda: self.hub.refs(self.prefix))
        return {ref: oid for ref, oid in refs.items() if _is_day(ref, self.prefix)}

    def _look(self, day: date) -> str:
        """The object of the day's ref, empty where it is free. Raises LedgerUnreachableError."""
        ref = self._ref(day)
        return self._certain(lambda: self.hub.refs(ref)).get(ref, "")

    def _peek(self, day: date) -> str | None:
        """Like `_look`, once; None where the hub does not answer."""
        ref = self._ref(day)
        refs = self._try(lambda: self.hub.refs(ref))
        return None if refs is None else refs.get(ref, "")

    def _holder(self, claim: Claim, oid: str) -> Claim:
        """The day's claim as the hub has it: the given one itself, if it is recorded there."""
        held = self._records({self._ref(claim.day): oid})[claim.day]
        return claim if held.readable and held.nonce == claim.nonce and held.key == claim.key else held

    def _records(self, refs: Mapping[str, str]) -> dict[date, Claim]:
        """The records behind `refs`. Where only they cannot be read, while the hub answers, the day is taken."""
        commits = self._try(lambda: self.hub.texts(refs)) if refs else {}
        if commits is None:
            self._certain(lambda: self.hub.refs(self.prefix))
            commits = self._try(lambda: self.hub.texts(refs)) or {}
        return {_day(ref, self.prefix): decode(_day(ref, self.prefix), commits.get(ref)) for ref in refs}

    def _tries(self) -> Iterator[int]:
        """Numbers of tries, with a growing and uneven pause between them, until patience ends."""
        deadline = time.monotonic() + self._patience
        for number in range(TRIES):
            if number:
                pause = _random.uniform(0.05, 0.2) * 2**number
                if time.monotonic() + pause > deadline:
                    return
                time.sleep(pause)
            yield number

    def _try(self, ask: Callable[[], T]) -> T | None:
        """What `ask` answers; None where git has no answer, and then `_reason` says why."""
        try:
            return ask()
        except (GitError, OSError) as error:
            self._reason = str(error)
            return None

    def _certain(self, ask: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        for number in self._tries():
            answer = self._try(ask)
            if answer is not None:
                return answer
            if number:  # nobody waits long just to look
                break
        raise self._unreachable("")

    def _unreachable(self, matter: str, ref: str = "") -> LedgerUnreachableError:
        hint = lock_hint(self.hub.locks(ref)) if ref else ""
        reason = f": {self._reason}" if self._reason and not hint else ""
        return LedgerUnreachableError(f"the ledger {self.hub.name} gave no certain answer{matter}{reason}{hint}")


def ledger_of(config: Config) -> RefLedger:
    """The ledger of a configuration. Raises like `open_ledger`."""
    return open_ledger(config.ledger, Path(config.where).parent, config.ledger_refs or PREFIX)


def open_ledger(spec: str, base: Path, prefix: str = PREFIX) -> RefLedger:
    """The ledger that `momentum.yml` names. Opening it touches nothing; the first claim makes an embedded one.

    Args:
        spec: `ledger` in the config; empty for the one embedded beside it.
        base: the folder of the config.
        prefix: what the refs' names begin with.

    Raises:
        ConfigError: `spec` is no address that may be used.
    """
    return RefLedger(open_hub(spec, base), prefix)


def _day(ref: str, prefix: str) -> date:
    return parse_day(ref.removeprefix(prefix))


def _is_day(ref: str, prefix: str) -> bool:
    try:
        _day(ref, prefix)
    except ValueError:
        return False
    return True
