"""What a release or a withdrawal came to."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.views.outcomes import outcome_line

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.core.cadence import PlannedPost
    from mkdocs_momentum.core.posts import Post


class OutcomeKind(StrEnum):
    """What a release or a withdrawal came to."""

    RELEASED = "released"
    FINISHED = "finished"
    WOULD_RELEASE = "would-release"
    RESTS = "rests"
    TAKEN = "taken"
    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    UNCOMMITTED = "uncommitted"
    UNEDITABLE = "uneditable"
    LAPSED = "lapsed"
    CLOCK = "clock"
    ON_ITS_WAY = "on-its-way"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    NOT_RELEASED = "not-released"


class Outcome(NamedTuple):
    """What happened, for the terminal, JSON and CI.

    Args:
        kind: see `OutcomeKind`.
        day: the day it is about.
        post: the post it is about, as it stands afterwards.
        next: the next planned release after it.
        detail: what the line needs beyond that.
        behind: a working tree that does not have the change yet, because the writer is at work in it.
        unread: sites that could not be read, each with the reason.
    """

    kind: OutcomeKind
    day: date
    post: Post | None = None
    next: PlannedPost | None = None
    detail: str = ""
    behind: str = ""
    unread: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The one calm line."""
        return outcome_line(self.kind.value, self.day, self.post, self.detail, self.behind, self.unread)
