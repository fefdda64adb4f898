"""The private page: self-contained, or as the context of a theme's template."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_momentum.core.audit import SENTINEL
from mkdocs_momentum.core.cadence import DayStatus, Report
from mkdocs_momentum.views import words
from mkdocs_momentum.views.dates import DayWords
from mkdocs_momentum.views.marks import SiteMark, site_marks
from mkdocs_momentum.views.ribbon import HALF, WEEKS, day_svg, key_svg, year_first, year_svgs
from mkdocs_momentum.views.template import TEMPLATES


def render_page(report: Report) -> str:
    """The whole page as one HTML file that asks nothing of the network and runs no script."""
    context = page_context(report)
    digest = hashlib.sha256(context["momentum"]["css"].encode()).digest()
    policy = (
        f"default-src 'none'; style-src 'sha256-{base64.b64encode(digest).decode()}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _environment().get_template("momentum/standalone.html").render(context, policy=policy)


def page_context(report: Report) -> dict[str, Any]:
    """What the templates need, under the one name `momentum`; texts are plain and are escaped by the templates."""
    speech = words.day_words(report)
    marks = site_marks(report.sites, report.posts)
    suggested = words.suggested_post(report)
    return {
        "momentum": {
            "sentinel": SENTINEL,
            "css": _css(),
            "language": speech.tag,
            "day": report.today.isoformat(),
            "day_words": speech.full(report.today),
            "today": words.today_sentence(report),
            "pace": words.pace_sentence(report),
            "ribbon": [_cell(report, status, marks, speech) for status in report.days()],
            "key": _key(report, marks),
            "plan": [_plan_line(line, marks) for line in words.plan_lines(report)],
            "plan_rest": words.plan_rest(report),
            "plan_empty": words.plan_empty(report),
            "cover": words.cover_sentence(report),
            "several": len(report.sites) > 1,
            "suggestion": words.suggestion_sentence(report),
            "link": words.canonical_link(suggested) if suggested else "",
            "year": _year(report, marks, speech),
            "problems": [
                {"where": line.where, "message": line.message, "mend": line.mend, "held": words.held_words(line)}
                for line in words.problem_lines(report)
            ],
            "headings": {
                "ribbon": words.RIBBON,
                "plan": words.PLAN,
                "suggestion": words.SUGGESTION if suggested else words.SYNDICATION,
                "year": words.YEAR,
                "problems": words.PROBLEMS,
                "link": words.LINK,
            },
        }
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _css() -> Markup:
    """The style sheet, in an .html file because a theme copies every other kind of file into the public site."""
    return Markup(_environment().get_template("momentum/style.html").render().strip())  # noqa: S704


def _cell(report: Report, status: DayStatus, marks: Mapping[str, SiteMark], speech: DayWords) -> dict[str, Any]:
    side = "today" if status.day == report.today else "past" if status.day < report.today else "ahead"
    return {
        "side": side,
        "letter": speech.letter(status.day),
        "weekday": speech.weekday(status.day),
        "picture": day_svg(status, marks, words.day_sentence(report, status)),
    }


def _key(report: Report, marks: Mapping[str, SiteMark]) -> list[list[dict[str, Any]]]:
    """The key to the marks: the sites, where there are several; then what filled, hollow and small mean."""
    sites = report.sites if len(report.sites) > 1 else ()
    names = [(marks[site.name].name, key_svg(marks[site.name])) for site in sites]
    kinds = [
        (words.KEY_LIVE, key_svg(None, "live")),
        (words.KEY_PLANNED, key_svg(None, "planned")),
        (words.KEY_OPEN, key_svg(None, "open")),
        (words.KEY_STILL, key_svg(None, "still")),
    ]
    if any(status.syndicated for status in report.days()):
        kinds.append((words.KEY_SYNDICATED, key_svg(None, "syndicated")))
    return [[{"word": word, "picture": picture} for word, picture in row] for row in (names, kinds) if row]


def _plan_line(line: words.PlanLine, marks: Mapping[str, SiteMark]) -> dict[str, Any]:
    mark = next(mark for mark in marks.values() if mark.name == line.site)
    return {
        "iso": line.day.isoformat(),
        "weekday": line.weekday,
        "date": line.date,
        "site": line.site,
        "title": line.title,
        "language": line.language,
        "picture": key_svg(mark, "planned"),
    }


def _year(report: Report, marks: Mapping[str, SiteMark], speech: DayWords) -> dict[str, Any]:
    first = year_first(report.today, speech.week_start(report.today))
    has_posts = any(first <= day <= report.today and status.live for day, status in report.days_by_date.items())
    if not has_posts:
        return {"label": "", "halves": [], "empty": words.year_empty()}
    quarters = [first + timedelta(weeks=week) for week in range(0, WEEKS - 1, HALF // 2)]
    months = [speech.month(day) for day in quarters]
    halves = zip(year_svgs(report, marks, first), (months[:2], months[2:]), strict=True)
    return {
        "label": words.year_sentence(report, first),
        "halves": [{"picture": picture, "months": pair} for picture, pair in halves],
        "empty": "",
    }
