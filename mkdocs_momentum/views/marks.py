"""What each site looks like: a shape and a colour of its own, the same on the page and in the terminal."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_momentum.core.cadence import DayKind, DayStatus
from mkdocs_momentum.core.posts import Post, SiteFacts
from mkdocs_momentum.views.safe import clean

SHAPES = ("circle", "diamond", "square", "triangle", "wedge", "star")
# Six shapes and five colours have no common factor, so thirty sites differ before a pair comes back.
COLOURS = 5
_FILLED = "●◆■▲▼★"
_HOLLOW = "○◇□△▽☆"
_INKS = ("blue", "green", "magenta", "cyan", "yellow")


class SiteMark(NamedTuple):
    """How a site is told from the others.

    Args:
        name: the site's name.
        place: its place in the configuration, from 0.
    """

    name: str
    place: int

    @property
    def shape(self) -> str:
        """One of `SHAPES`."""
        return SHAPES[self.place % len(SHAPES)]

    @property
    def colour(self) -> int:
        """The number of its colour, from 0."""
        return self.place % COLOURS

    @property
    def ink(self) -> str:
        """Its colour in a terminal."""
        return _INKS[self.colour]

    def glyph(self, is_live: bool, is_ascii: bool = False) -> str:
        """Its shape as one character: filled where the post is live, hollow where it is planned."""
        if is_ascii:
            letters = string.ascii_uppercase if is_live else string.ascii_lowercase
            return letters[self.place % len(letters)]
        return (_FILLED if is_live else _HOLLOW)[self.place % len(SHAPES)]


def site_marks(sites: Sequence[SiteFacts], posts: Sequence[Post] = ()) -> dict[str, SiteMark]:
    """The mark of each site by its name; sites that only posts name come last."""
    names = dict.fromkeys([*(site.name for site in sites), *(post.key.site for post in posts)])
    return {name: SiteMark(clean(name), place) for place, name in enumerate(names)}


def shown_post(status: DayStatus) -> tuple[Post | None, bool]:
    """The post that a day's mark stands for, and whether it is live."""
    if status.live:
        return status.live[0], True
    return (status.planned, False) if status.kind is DayKind.PLANNED else (None, False)
