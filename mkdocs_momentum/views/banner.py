"""The quiet line above a post that is not public, in `mkdocs serve`."""

from __future__ import annotations

from html import escape

from mkdocs_momentum.core.posts import Post, State

_STYLE = "margin:0 0 1.5em;padding:.6em .9em;border-left:.25em solid currentColor;opacity:.75"


def banner(post: Post) -> str:
    """One line of HTML that says how a held post stands. Only the preview shows it."""
    return f'<p class="momentum-banner" role="note" style="{_STYLE}">{escape(sentence(post))}</p>\n'


def sentence(post: Post) -> str:
    """How a held post stands, in one sentence."""
    if post.state is State.DRAFT:
        return "A draft. Only this preview shows it."
    if post.state is State.PROBLEM:
        problem = post.problems[0]
        place = f"line {problem.line}: " if problem.line else ""
        return f"Held for now: {place}{problem.message}. To let it go live: {problem.mend}."
    wish = post.wish.day.isoformat() if post.wish else ""
    return f"Waiting, dated {wish}. Only this preview shows it; it goes live on its day in the plan."
