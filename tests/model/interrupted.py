"""Real code, stopped anywhere: a hub in memory, and steps between which others act or a run ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_momentum.stores.hubs import Maker, Offer

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class KilledError(BaseException):
    """The process ends here; nothing catches it, as nothing catches a kill."""


@dataclass
class Steps:
    """The places at which a run can be stopped, counted from when it was told where.

    Args:
        at: the number of the step before which something happens; negative for never.
        happening: what then happens; it may raise `KilledError`.
    """

    at: int = -1
    happening: Callable[[], None] = lambda: None
    names: list[str] = field(default_factory=list)

    def take(self, name: str, *, alone: bool = False) -> None:
        """One step is about to be taken.

        Args:
            name: for a failing example.
            alone: nobody else can act here, the run can only end.
        """
        self.names.append(name)
        if self.at == 0 and alone and self.happening is not _kill:
            return  # it happens before the next step that leaves room for it
        self.at -= 1
        if self.at == -1:
            self.happening()

    @contextmanager
    def told(self, at: int, happening: Callable[[], None]) -> Iterator[None]:
        """Within this, `happening` comes before step number `at`."""
        before = self.at, self.happening
        self.at, self.happening = at, happening
        try:
            yield
        finally:
            self.at, self.happening = before


def _kill() -> None:
    raise KilledError


kill = _kill


@dataclass
class MemoryHub:
    """A hub that is a table: the same promises as a repository, at once.

    Args:
        steps: told of every use.
        lost_replies: this many offers are carried out and nobody hears of it.
    """

    steps: Steps = field(default_factory=Steps)
    lost_replies: int = 0
    name: str = "memory"
    held: dict[str, str] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)

    def refs(self, prefix: str) -> Mapping[str, str]:
        self.steps.take("refs")
        whole = not prefix.endswith("/")
        return {ref: oid for ref, oid in self.held.items() if (ref == prefix if whole else ref.startswith(prefix))}

    def texts(self, refs: Mapping[str, str]) -> Mapping[str, bytes]:
        self.steps.take("texts", alone=True)
        return {ref: self.objects[oid] for ref, oid in refs.items()}

    def offer(self, ref: str, make: Maker, before: Callable[[], object] | None = None) -> Offer:
        commit = make(EMPTY_TREE)
        oid = hashlib.sha1(commit, usedforsecurity=False).hexdigest()
        self.objects[oid] = commit
        if before:
            before()
        self.steps.take("offer")
        if self.occupied(ref):
            return Offer(oid, accepted=self.held.get(ref) == oid)
        self.held[ref] = oid
        if self.lost_replies:
            self.lost_replies -= 1
            return Offer(oid)
        return Offer(oid, accepted=True)

    def occupied(self, ref: str) -> bool:
        return ref in self.held

    def drop(self, ref: str, oid: str) -> bool:
        self.steps.take("drop")
        if self.held.get(ref) != oid:
            return False
        del self.held[ref]
        return True

    def may_write(self, ref: str) -> bool:
        return bool(ref)

    def locks(self, ref: str) -> list[Path]:  # noqa: ARG002 - a table has no locks
        return []


class HastyHub(MemoryHub):
    """What must never be: a ref is written over, as without a lease or with a `+` before the refspec."""

    def occupied(self, ref: str) -> bool:
        return ref == ""
