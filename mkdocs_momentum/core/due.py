"""Whether a file, read again right before it is marked, may still go live; and how the mark changes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.fronts import MKDOCS
from mkdocs_momentum.core.moments import read_moment
from mkdocs_momentum.errors import EditRefusedError, MarkedError

if TYPE_CHECKING:
    from mkdocs_momentum.core.days import Calendar
    from mkdocs_momentum.core.fronts import Dialect


def marked(raw: bytes, day: date, calendar: Calendar, dialect: Dialect | None = None) -> bytes:
    """The file with its mark; the same bytes where the mark of `day` stands there already.

    A file is read for the plan, and changed later, perhaps in a commit that others have moved on from meanwhile. What
    the writer said last counts.

    Args:
        raw: the file.
        day: the day it goes live.
        calendar: the writer's.
        dialect: how its host reads front matter; MkDocs where it is None.

    Raises:
        MarkedError: it has the mark of another day.
        EditRefusedError: it is a draft by now, its date is another, or it cannot be edited.
    """
    try:
        text = decode(raw)
    except FrontMatterError as error:
        raise EditRefusedError(error.message) from None
    dialect = dialect or MKDOCS
    data = dialect.normal(dialect.head(text)).data
    released = data.get("released")
    if _names(released, day, calendar):
        return raw
    if released is not None:
        mark = read_moment(released, calendar)
        message = f"it is marked already: released: {released}"
        raise MarkedError(message, mark.day) if mark else EditRefusedError(message)
    if data.get("draft") not in (None, False):
        raise EditRefusedError("it is a draft by now")
    wish = read_moment(dialect.date_value(dialect.head(text)), calendar)
    if wish and wish.day > day:
        raise EditRefusedError(f"its date is {wish.day} by now")
    return edit.set_mark(text, day, calendar, dialect).text.encode()


def unmarked(
    raw: bytes, day: date, wished: str, calendar: Calendar | None = None, dialect: Dialect | None = None
) -> bytes:
    """The file without its mark of `day`; the same bytes where it has none.

    Args:
        raw: the file.
        day: the day it was marked for.
        wished: the text of `date` to put back; empty where it did not move.
        calendar: the writer's; without it a mark is a plain date.
        dialect: how its host reads front matter; MkDocs where it is None.

    Raises:
        EditRefusedError: it cannot be edited.
    """
    try:
        text = decode(raw)
    except FrontMatterError as error:
        raise EditRefusedError(error.message) from None
    dialect = dialect or MKDOCS
    released = dialect.normal(dialect.head(text)).data.get("released")
    return edit.remove_mark(text, wished, dialect).encode() if _names(released, day, calendar) else raw


def _names(released: object, day: date, calendar: Calendar | None) -> bool:
    """Whether a mark names `day`, whether its host reads it as a date or as text."""
    moment = read_moment(released, calendar) if calendar else None
    return released == day or (moment is not None and moment.day == day)
