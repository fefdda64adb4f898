"""What posts came to as plain data and back: a column for each part of a post, so that each is read in one step.

What a row for each post holds takes twice as long to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_momentum.core.packedmeta import PackedLines, PackedMeta
from mkdocs_momentum.core.posts import Moment, Post, PostKey, State
from mkdocs_momentum.core.syndication import Syndication

if TYPE_CHECKING:
    from mkdocs_momentum.core.fronts import Dialect

COLUMNS = 7
UNKNOWN = [None] * COLUMNS
"""Of a file of which it is not kept what it came to."""

_STATES = {state.value: state for state in State}


class Kept(NamedTuple):
    """The files of a site as they were, a column for each part.

    Args:
        paths: from the root, with `/`.
        stamps: what each file had that changes when it does.
        posts: the columns of what they came to, as `pack_post` has it.
        lines: what they say.
        rows: the number of each path.
    """

    paths: list[str]
    stamps: list[str]
    posts: list[list[Any]]
    lines: PackedLines
    rows: Mapping[str, int]

    def stamp(self, path: str) -> str | None:
        """That of a file; None where it is not among them."""
        row = self.rows.get(path)
        return None if row is None else self.stamps[row]


NOTHING = Kept([], [], [[] for _ in range(COLUMNS)], PackedLines((), memoryview(b"")), {})


def kept_from(raw: bytes) -> tuple[Kept, str]:
    """What `packed` wrote, and the context it was written for.

    Raises:
        ValueError: it was something else.
    """
    end = raw.find(b"\n") if b"\n" in raw else len(raw)  # a site without posts has no lines
    try:
        head = json.loads(raw[:end])
        paths, stamps, posts, context = (head[name] for name in ("paths", "stamps", "posts", "context"))
        columns = [paths, stamps, *posts]
        lines = memoryview(raw)[end + 1 :]
        long = raw.count(b"\n", end + 1) + bool(lines)
        if len(posts) != COLUMNS or any(type(column) is not list or len(column) != long for column in columns):
            raise ValueError(len(posts))
        rows = dict(zip(paths, range(long), strict=True))
        return Kept(paths, stamps, posts, PackedLines(paths, lines), rows), context
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError(str(error)) from error


def packed(
    context: str, paths: list[str], stamps: list[str], posts: list[list[Any]], lines: Iterable[str]
) -> list[str]:
    """Lines of text from which `kept_from` gets the same again; arguments as for `Kept`, one line for each path."""
    head = {"context": context, "paths": paths, "stamps": stamps, "posts": posts}
    return [json.dumps(head, separators=(",", ":")), *lines]


def pack_post(post: Post) -> list[Any]:
    """The row of a post; `UNKNOWN` where something is the matter with it, which may be else tomorrow."""
    if post.wish is None or post.problems or _has_halves(post.url or ""):
        return UNKNOWN
    return [
        post.state.value,
        post.title,
        _packed_moment(post.wish),
        post.released.toordinal() if post.released else 0,
        post.url,
        post.canonical_url,
        [[one.url, one.day.toordinal() if one.day else 0, one.name] for one in post.syndications],
    ]


class Shape(NamedTuple):
    """What follows from a file's path, and so is not kept.

    Args:
        meta: the front matter of a file, from the lines of the site and its path.
        dialect: how the host of a file reads front matter; None for MkDocs.
    """

    meta: Callable[[PackedLines, str], Mapping[str, Any]] = PackedMeta
    dialect: Callable[[str], Dialect] | None = None


def unpack_posts(site: str, kept: Kept, wanted: Iterable[int], today: date, shape: Shape) -> dict[str, Post]:
    """Posts as they were when `pack_post` made these rows of them, by path.

    Left out are the unknown ones, and those whose mark lies in the future, which may not have been so then.

    Args:
        site: its name in `momentum.yml`.
        kept: its files as they were.
        wanted: the numbers of the rows that are asked for.
        today: the writer's day.
        shape: of the posts of that site.

    Raises whatever Python does for columns that no `pack_post` made.
    """
    paths, columns = kept.paths, kept.posts
    states, _, _, marks, *_ = columns
    latest = today.toordinal()
    rows = [row for row in wanted if states[row] is not None and marks[row] <= latest]
    if len(rows) < len(paths):
        paths, *columns = ([column[row] for row in rows] for column in (paths, *columns))
    states, titles, wishes, marks, urls, canonicals, places = columns
    posts = zip(
        _made(PostKey, zip(repeat(site), paths)),
        map(_STATES.__getitem__, states),
        titles,
        [_whole_day(wish) if type(wish) is int else _unpacked_moment(*wish) for wish in wishes],
        [date.fromordinal(mark) if mark else None for mark in marks],
        urls,
        canonicals,
        [tuple(map(_place, some)) if some else () for some in places],
        repeat(()),
        map(shape.meta, repeat(kept.lines), paths),
        map(shape.dialect, paths) if shape.dialect else repeat(None),
    )
    return dict(zip(paths, _made(Post, posts), strict=True))


def _made(kind: type[Any], parts: Iterable[tuple[Any, ...]]) -> Iterable[Any]:
    """Named tuples from all their parts, without the call of a function for each."""
    return map(tuple.__new__, repeat(kind), parts)


def _has_halves(text: str) -> bool:
    """JSON makes one character of two halves that stand together."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def _place(place: list[Any]) -> Syndication:
    url, day, name = place
    return Syndication(url, date.fromordinal(day) if day else None, name)


def _packed_moment(moment: Moment) -> int | list[Any]:
    day = moment.day.toordinal()
    if moment.time is None:
        return day
    return [day, moment.offset, moment.time.isoformat(), moment.time.fold]


@lru_cache(maxsize=4096)
def _whole_day(day: int) -> Moment:
    return Moment(date.fromordinal(day))


def _unpacked_moment(day: int, offset: int, clock: str, fold: int) -> Moment:
    return Moment(date.fromordinal(day), offset, _clock(clock, fold))


@lru_cache(maxsize=4096)
def _clock(text: str, fold: int) -> time:
    return time.fromisoformat(text).replace(fold=fold)
