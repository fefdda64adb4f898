"""What was public stays public: old posts with problems, judged by the day they arrived in git."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mkdocs_momentum.core.posts import Post, Problem, State


def wants_arrival(post: Post, since: date) -> bool:
    """Whether the day it arrived decides about a post; it costs a look into git, and few posts need it.

    A problem post that says it is a draft, or whose date can be read and is governed, was never public as it stands.
    """
    if post.state is not State.PROBLEM or post.meta.get("draft") is True:
        return False
    return post.wish is None or post.wish.day < since


def settle_arrival(post: Post, since: date, arrived: date | None) -> Post:
    """A problem post that arrived before `since` is history with a notice; every other post stays as it is.

    Args:
        post: as it was read.
        since: the first day that the gate governs.
        arrived: the day its file came into git; None where git cannot tell (a shallow clone, a file not committed).
    """
    if arrived is None or arrived >= since or not wants_arrival(post, since):
        return post
    notices = tuple(replace(problem, holds=False) for problem in post.problems)
    note = Problem(
        post.key.site,
        post.key.path,
        f"it came into git on {arrived}, before {since}, and stays public",
        f"write date: {arrived}",
        holds=False,
    )
    return replace(post, state=State.HISTORY, problems=(*notices, note))
