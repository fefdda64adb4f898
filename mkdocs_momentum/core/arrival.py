"""What was public stays public, and nothing is published in the past: judged by the day that a file came into git."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import yaml

from mkdocs_momentum.core.posts import Post, Problem, State
from mkdocs_momentum.core.yaml_cost import YAML_FAULTS, Loader

_HEAD = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)


def host_shows(raw: bytes, *, in_blog: bool) -> bool:
    """Whether the host itself can show a file as it stands; only then it can have been public.

    Plain MkDocs shows whatever is text. The blog plugin stops at front matter or a date that it cannot read, so such
    a post was on no page, and leaving it in would stop the build.

    Args:
        raw: the file's bytes, or the beginning of them.
        in_blog: the blog plugin would read it.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return False
    if not in_blog:
        return True
    head = _HEAD.match(text)
    if not head or "<<" in head[1]:  # merge keys can cost far more to read than to write
        return False
    try:
        meta = yaml.load(head[1], Loader)  # noqa: S506 - the safe loader that MkDocs takes; the slow one can be trapped
    except YAML_FAULTS:
        return False
    if not isinstance(meta, Mapping):
        return False
    wish = meta.get("date")
    wish = wish.get("created") if isinstance(wish, Mapping) else wish
    return isinstance(wish, date) and isinstance(meta.get("draft"), bool | None)


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
    notices = tuple(problem._replace(holds=False) for problem in post.problems)
    note = Problem(
        post.key.site,
        post.key.path,
        f"it came into git on {arrived}, before {since}, and stays public",
        f"write date: {arrived}",
        holds=False,
    )
    return post._replace(state=State.HISTORY, problems=(*notices, note))


def settle_old_date(post: Post, since: date, landed: date | None) -> Post:
    """A post that is dated before `since` and came into git after it is no history: it waits for a day of its own.

    Args:
        post: as it was read.
        since: the first day that the gate governs.
        landed: the day its file came into git; None where git cannot tell, or has nothing to tell.
    """
    if post.state is not State.HISTORY or post.wish is None or landed is None or landed < since:
        return post
    note = Problem(
        post.key.site,
        post.key.path,
        f"it is dated {post.wish.day} and came into git on {landed}, so it waits for a day of its own",
        f"write released: {post.wish.day} if it was public before",
        holds=False,
        of_day=True,
    )
    return post._replace(state=State.WAITING, problems=(*post.problems, note))
