"""The one line that `release` and `withdraw` say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import clean, titled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mkdocs_momentum.core.posts import Post

_LINES = {
    "released": "{title} goes live on {site} today, {day}.",
    "finished": "{title} goes live on {site} today, {day}; the earlier run is now complete.",
    "would-release": "{title} would go live on {site} today, {day}. Nothing was changed.",
    "rests": "{day} is a rest day. Nothing goes out.",
    "taken": "{day} has its post: {title} on {site}.",
    "nothing": "Nothing is planned for {day}.",
    "elsewhere": "{day} belongs to {title} on {site}, which releases it itself.",
    "uncommitted": "{detail} has uncommitted changes, so it was left alone. Commit them and run this again.",
    "uneditable": "{detail}. It was left alone.",
    "lapsed": "The day ended while {title} was on its way. It takes the next open day.",
    "clock": "A post is already marked or claimed for {detail}, so nothing new goes out on {day}.",
    "on-its-way": "{title} is still on its way to {site} ({detail}), and {day} is its day. Nothing else goes out.",
    "unreachable": "{Detail}. Nothing new goes out; everything live stays as it is.",
    "withdrawn": "{title} on {site} waits again, and {day} is open.",
    "not-released": "{day} has no release to take back.",
}


def outcome_line(
    kind: str, day: date, post: Post | None, detail: str = "", behind: str = "", unread: Sequence[str] = ()
) -> str:
    """What happened, in one line.

    Args:
        kind: a value of `momentum.OutcomeKind`.
        day: the day it is about.
        post: the post it is about, where there is one.
        detail: a path, a day or a reason, as the kind needs it.
        behind: a working tree that git pull would bring up to date.
        unread: sites that could not be read, each with the reason.
    """
    site, _, path = detail.partition(": ")
    line = _LINES[kind].format(
        day=day_in_words(day),
        title=f'"{titled(post.title)}"' if post else clean(path or "a post"),
        site=clean(post.key.site if post else site or "its site"),
        detail=clean(detail),
        Detail=clean(detail[:1].upper() + detail[1:]),
    )
    pull = [f"git pull brings {clean(behind)} up to date."] if behind else []
    return " ".join([line, *pull, *(f"{clean(reason)}." for reason in unread)])


def commit_message(template: str, post: Post, day: date) -> str:
    """What `git log` shows of a release.

    Args:
        template: the first line, with {title}, {site}, {path} and {day} in it; empty for the usual one.
        post: the post.
        day: the day it goes live.
    """
    path = clean(post.key.path)
    words = {"{title}": titled(post.title), "{site}": post.key.site, "{path}": path, "{day}": day.isoformat()}
    subject = re.sub(r"\{(?:title|site|path|day)\}", lambda found: words[found[0]], template or "Release: {title}")
    wished = f" (wished for {post.wish.day})" if post.wish and post.wish.day != day else ""
    return f"{subject}\n\nToday's post, {day}{wished}: {path}\n"


def outcome_data(kind: str, day: date, post: Post | None, following: Any, line: str) -> dict[str, Any]:
    """The same for `--json`.

    Args:
        kind: a value of `momentum.OutcomeKind`.
        day: the day it is about.
        post: the post it is about.
        following: the next `PlannedPost`, if any.
        line: from `outcome_line`.
    """
    named = {"site": post.key.site, "path": post.key.path, "title": post.title, "url": post.url} if post else None
    after = {"day": following.day.isoformat(), "site": following.post.key.site} if following else None
    return {"outcome": kind, "day": day.isoformat(), "post": named, "next_change": after, "line": line}
