"""What a post is, and which of the six states it is in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_momentum.core.syndication import Syndication

if TYPE_CHECKING:
    from mkdocs_momentum.core.days import Calendar
    from mkdocs_momentum.core.fronts import Dialect


class State(StrEnum):
    """Every post is in exactly one state; they are decided in this order."""

    PROBLEM = "problem"
    DRAFT = "draft"
    RELEASED = "released"
    COPY = "copy"
    HISTORY = "history"
    WAITING = "waiting"

    @property
    def is_public(self) -> bool:
        """Whether a build shows a post in this state."""
        return self in {State.RELEASED, State.COPY, State.HISTORY}


class PostKey(NamedTuple):
    """A post's name: the site's name in `momentum.yml` and its path from the site's root, with `/`."""

    site: str
    path: str

    def __str__(self) -> str:
        return f"{self.site}: {self.path}"


class Problem(NamedTuple):
    """Something about a file or a site that a person may want to mend.

    Args:
        site: the site's name.
        path: the file, from the site's root; empty where it is about the site.
        line: 1-based, where known.
        message: what is the matter, with the input quoted.
        mend: how it should look.
        holds: False for a notice, which holds nothing back.
        of_day: it says why a post's day is not that of its date, as a finding about its day does.
    """

    site: str
    path: str
    message: str
    mend: str
    line: int | None = None
    holds: bool = True
    of_day: bool = False

    @property
    def where(self) -> str:
        """`site: path:line`, as far as it is known."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{self.site}: {place}" if place else self.site


class Moment(NamedTuple):
    """The day that a post's `date` names, in the writer's timezone, and its time of day if it has one.

    Args:
        day: the writer's day.
        offset: seconds after the start of that day; 0 for a date without a time.
        time: the wall-clock time in the writer's zone; None for a date without one.
    """

    day: date
    offset: int = 0
    time: time | None = None


class SiteFacts(NamedTuple):
    """A site as people see it.

    Args:
        name: its name in `momentum.yml`.
        url: its public address; empty where unknown.
        language: its language, for dates; `en` where it says none.
        root: the folder it was read from; empty where it was not on this machine.
        since: the first day that its gate governs; None where the one in `momentum.yml` counts.
        calendar: by which its dates are read; None where the one in `momentum.yml` counts.
    """

    name: str
    url: str = ""
    language: str = "en"
    root: str = ""
    since: date | None = None
    calendar: Calendar | None = None


class Post(NamedTuple):
    """One file with front matter in a site's posts folder, as it stands.

    Args:
        key: site and path.
        state: see `State`.
        title: for people; never empty.
        wish: what `date` says; None only for a problem.
        released: the day of its mark.
        url: its public address; None where it cannot be known before the build.
        canonical_url: as the front matter has it.
        syndications: where it was syndicated.
        problems: why it is held (state `problem`), and notices.
        meta: its front matter, site defaults (`.meta.yml`) included.
        dialect: how its host reads front matter; None for MkDocs.
    """

    key: PostKey
    state: State
    title: str
    wish: Moment | None = None
    released: date | None = None
    url: str | None = None
    canonical_url: str | None = None
    syndications: tuple[Syndication, ...] = ()
    problems: tuple[Problem, ...] = ()
    meta: Mapping[str, object] = MappingProxyType({})
    dialect: Dialect | None = None

    def __eq__(self, other: object) -> bool:
        """Two posts are the same where all but `meta` and `dialect` is, which the file alone tells."""
        return isinstance(other, Post) and self[:-2] == other[:-2]

    def __ne__(self, other: object) -> bool:
        """A tuple has its own answer to this one, which would look at all."""
        return not self == other

    def __hash__(self) -> int:
        """As for equality."""
        return hash(self[:-2])

    @property
    def live_day(self) -> date | None:
        """The day it went live: its mark, or for history and copies the date it carries. None while it is held."""
        if self.state is State.RELEASED:
            return self.released
        if self.state in {State.HISTORY, State.COPY} and self.wish:
            return self.wish.day
        return None
