"""The pictures as SVG text: a day's mark, and the soft picture of the past year. Colours come from the style sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from mkdocs_momentum.core.cadence import DayKind, DayStatus, Report
from mkdocs_momentum.views.marks import SiteMark, shown_post

WEEKS = 53
"""Columns of the past year: the running week and the 52 before it."""

HALF = 26
"""Columns of the first of its two halves."""

_CELL = 12
_STAR = "M0,-10 2.6,-3.6 9.5,-3.1 4.2,1.4 5.9,8.1 0,4.4 -5.9,8.1 -4.2,1.4 -9.5,-3.1 -2.6,-3.6z"
# Drawn around 0,0 and optically even in size.
_OUTLINES = {
    "circle": "M-8,0a8,8 0 1 1 16,0a8,8 0 1 1 -16,0z",
    "diamond": "M0,-10 10,0 0,10 -10,0z",
    "square": "M-7.5,-7.5h15v15h-15z",
    "triangle": "M0,-9 9.5,7.5 -9.5,7.5z",
    "wedge": "M0,9 9.5,-7.5 -9.5,-7.5z",
    "star": _STAR,
}
# The same shapes, small, to be set down after a move to the middle of a day of the year.
_SEEDS = {
    "circle": "m-3.8,0a3.8,3.8 0 1 1 7.6,0a3.8,3.8 0 1 1 -7.6,0z",
    "diamond": "m0,-5l5,5-5,5-5-5z",
    "square": "m-3.6,-3.6h7.2v7.2h-7.2z",
    "triangle": "m0,-4.6l4.8,8.4h-9.6z",
    "wedge": "m0,4.6l4.8,-8.4h-9.6z",
    "star": "m0,-5.4l1.4,3.5 3.7,.2-2.9,2.4 1,3.6-3.2-2-3.2,2 1-3.6-2.9-2.4 3.7-.2z",
}


def day_svg(status: DayStatus, marks: Mapping[str, SiteMark], label: str) -> Markup:
    """One day of the ribbon.

    A filled shape went live, a hollow one is planned, a ring is open, a small point is still: rest and quiet days are
    drawn alike. A smaller point above the mark says that something was syndicated.

    Args:
        status: the day.
        marks: of the sites, by name.
        label: the day in words, for those who do not see it.
    """
    post, is_live = shown_post(status)
    mark = marks[post.key.site] if post else None
    if mark:
        shape = site_shape(mark, is_live)
    elif status.kind is DayKind.OPEN:
        shape = '<circle class="mm-open" r="5"/>'
    else:
        shape = '<circle class="mm-still" r="2.5"/>'
    spot = 11 if mark else 8
    echo = f'<circle class="mm-echo" cx="{spot}" cy="-{spot}" r="2.6"/>' if status.syndicated else ""
    # The shape is built above from numbers and names of our own; the label is the only text from outside.
    svg = '<svg class="mm-mark" viewBox="-17 -17 34 34" role="img"><title>{}</title>{}{}</svg>'
    return Markup(svg).format(label, Markup(shape), Markup(echo))  # noqa: S704


def key_svg(mark: SiteMark | None, kind: str = "live") -> Markup:
    """A mark for the key beside a word that says the same; readers of the word need no picture.

    Args:
        mark: the site's, or None for a mark of no site.
        kind: `live`, `planned`, `open`, `still` or `syndicated`.
    """
    plain = {
        "open": '<circle class="mm-open" r="6.5"/>',
        "still": '<circle class="mm-still" r="3.6"/>',
        "syndicated": '<circle class="mm-echo" r="4"/>',
    }
    neutral = f'<path class="mm-{kind} mm-plain" d="{_OUTLINES["circle"]}"/>'
    shape = site_shape(mark, kind == "live") if mark else plain.get(kind, neutral)
    return Markup(f'<svg class="mm-mark" viewBox="-12 -12 24 24" aria-hidden="true">{shape}</svg>')  # noqa: S704


def site_shape(mark: SiteMark, is_live: bool) -> str:
    """A site's shape in its colour."""
    kind = "live" if is_live else "planned"
    return f'<path class="mm-{kind} mm-c{mark.colour}" d="{_OUTLINES[mark.shape]}"/>'


def year_first(today: date, week_start: date) -> date:
    """The first day of the picture, given the first day of the running week."""
    return min(today, week_start) - timedelta(weeks=WEEKS - 1)


def year_svgs(report: Report, marks: Mapping[str, SiteMark], first: date) -> tuple[Markup, ...]:
    """The past year in two halves, a column a week. Days without a post are points, whatever the reason.

    Two, because side by side they are one picture, and one below the other they can be read on a phone.

    Args:
        report: the whole of it.
        marks: of the sites, by name.
        first: the day in the upper left corner.
    """
    middle = first + timedelta(weeks=HALF)
    return _weeks_svg(report, marks, first, HALF), _weeks_svg(report, marks, middle, WEEKS - HALF)


def _weeks_svg(report: Report, marks: Mapping[str, SiteMark], first: date, weeks: int) -> Markup:
    still: list[str] = []
    seeds: dict[str, list[str]] = defaultdict(list)
    for step in range(min((report.today - first).days + 1, weeks * 7)):
        week, row = divmod(step, 7)
        spot = f"M{week * _CELL + _CELL // 2},{row * _CELL + _CELL // 2}"
        live = report.day(first + timedelta(days=step)).live
        if live:
            seeds[live[0].key.site].append(spot + _SEEDS[marks[live[0].key.site].shape])
        else:
            still.append(f"{spot}h0")
    paths = "".join(f'<path class="mm-live mm-c{marks[site].colour}" d="{"".join(seeds[site])}"/>' for site in seeds)
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {weeks * _CELL} {7 * _CELL}" aria-hidden="true">'
        f'<path class="mm-hush" d="{"".join(still)}"/>{paths}</svg>'
    )
