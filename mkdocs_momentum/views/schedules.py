"""What `schedule` says and shows."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import clean, titled


def schedule_line(post: Post, day: date, others: int) -> str:
    """What was settled, in one line.

    Args:
        post: the post that was asked about, as it was before.
        day: its day.
        others: how many other posts step to their next day.
    """
    name = f'"{titled(post.title)}"'
    head = f"{name} has {day_in_words(day)}, and goes live then once it is no draft"
    if post.state is not State.DRAFT:
        head = f"{name} goes live on {day_in_words(day)}"
    if not others:
        return f"{head}."
    return f"{head}; one other post takes its next day." if others == 1 else f"{head}; {others} others take their next."


def diff_lines(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of one file that change, as a diff without surroundings."""
    old, new = before.splitlines(), after.splitlines()
    for line in difflib.unified_diff(old, new, clean(name), clean(name), n=0, lineterm=""):
        is_mark = line.startswith(("---", "+++", "@@"))
        yield line if is_mark else line[:1] + " ".join(clean(part) for part in line[1:].split(" "))
