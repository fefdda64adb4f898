"""The one line about a post that keeps its day. Light, since the git hook says it at most commits."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


def news_line(title: str, day: date) -> str:
    """When a post goes live.

    Args:
        title: of the post, safe to show.
        day: the day it goes live.
    """
    return f'"{title}" goes live on {day_in_words(day)}.'


def day_in_words(day: date) -> str:
    """`Tuesday 24 November`."""
    return f"{day:%A} {day.day} {day:%B}"
