"""Release marks that came along when a file was copied: two posts of a site never went live on one day."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date

from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.posts import Moment, Post, Problem, State

_LANGUAGE = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=\.\w+$)")


def is_before(mark: date, wish: Moment) -> bool:
    """Whether a mark is of an earlier day than the date, as no release has it.

    A writer who moves to another timezone finds a date a day off, and that means nothing.
    """
    return mark + ONE_DAY < wish.day


def without_copied_marks(posts: Iterable[Post], since: date) -> tuple[Post, ...]:
    """The posts of a site, where a mark before its post's date is none if another post went live on its day.

    A post that went live and was given a later date has its mark to itself, or shares it with a translation, and keeps
    it; one that is dated before `since` is public with or without a mark.

    Args:
        posts: all of the site, in any order; their order is kept.
        since: the first day that the gate governs there.
    """
    posts = tuple(posts)
    marked = [
        (post, post.released, post.wish.day)
        for post in posts
        if post.state is State.RELEASED and post.released and post.wish
    ]
    early = {post.key for post, mark, day in marked if day > mark and day >= since}
    if not early:
        return posts
    own: dict[date | None, Post] = {mark: post for post, mark, day in reversed(marked) if day == mark}
    return tuple(
        _unmarked(post, other)
        if post.key in early and (other := own.get(post.released)) and _name(post) != _name(other)
        else post
        for post in posts
    )


def _name(post: Post) -> str:
    """What a file is called without its language: that of its folder where it is an index."""
    folder, name = posixpath.split(_LANGUAGE.sub("", post.key.path))
    return posixpath.basename(folder) if name.startswith("index.") else name


def _unmarked(post: Post, other: Post) -> Post:
    fault = Problem(
        post.key.site,
        post.key.path,
        f"released: {post.released} is the mark of {other.key.path}, and before its own date",
        "take the line out; momentum release writes it",
    )
    notices = (problem for problem in post.problems if not problem.of_day)
    return post._replace(state=State.PROBLEM, released=None, problems=(fault, *notices))
