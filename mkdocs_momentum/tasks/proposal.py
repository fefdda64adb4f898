"""What `init` would do, as a whole, before anything is written."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mkdocs_momentum.config import SiteConfig
from mkdocs_momentum.stores import checkout
from mkdocs_momentum.views.starter import difference


class Change(NamedTuple):
    """One file that is written: its text as it stands (empty for a new one) and as it becomes."""

    path: Path
    before: str
    after: str


@dataclass(slots=True)
class Setup:
    """All that `init` would do.

    Args:
        folder: where `momentum.yml` stands or comes.
        changes: in the order in which they are written.
        notes: what a person may like to know or do, one line each.
    """

    folder: Path
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, site: SiteConfig) -> Path:
        """Where a site stands, or would stand: one that has no `path` goes by its name."""
        return site._replace(path=site.path or site.name).place(self.folder).resolve()

    def diff(self) -> str:
        """All changes as one diff."""
        shown = [difference(relative(c.path, self.folder), c.before, c.after) for c in self.changes]
        return "\n".join(shown)

    def apply(self) -> None:
        """Write the changes. Raises MomentumError where a file was changed meanwhile."""
        for change in self.changes:
            checkout.put(change.path, change.before, change.after)

    def text(self, path: Path) -> str:
        """A file as it will be, as far as that is known by now; empty where there is none. Raises MomentumError."""
        planned = next((change.after for change in self.changes if change.path == path), None)
        return checkout.read_text(path) if planned is None else planned

    def add(self, path: Path, after: str) -> None:
        """Write `after` to a file, unless it says that already. Two sites may share one file."""
        before = checkout.read_text(path)
        self.changes = [change for change in self.changes if change.path != path]
        if before != after:
            self.changes.append(Change(path, before, after))


def relative(path: Path, folder: Path) -> str:
    """The way from one place to another, with `/`."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
