"""Every sentence of the page and the terminal screen, in one place. Plain text.

The tone is part of the contract: nothing here counts, compares or urges. A test reads all of it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mkdocs_momentum.core.cadence import DayKind, DayStatus, Pace, Report, SyndicatedPost, Today
from mkdocs_momentum.core.posts import Post, Problem, State
from mkdocs_momentum.views.dates import DayWords
from mkdocs_momentum.views.safe import clean, link, titled

PLAN_LENGTH = 14
"""Lines of the plan that the page and the status screen show."""

PLAN = "The days ahead"
RIBBON = "The days around today"
SUGGESTION = "If you like"
SYNDICATION = "Syndication"
YEAR = "The past year"
PROBLEMS = "Worth a look"
LINK = "Canonical link"

KEY_LIVE = "went live"
KEY_PLANNED = "planned"
KEY_OPEN = "open"
KEY_STILL = "still"
KEY_SYNDICATED = "syndicated"

_KINDS = {
    DayKind.REST: "a day of rest",
    DayKind.QUIET: "a quiet day",
    DayKind.OPEN: "open",
}
_SHOWN = 3


class PlanLine(NamedTuple):
    """One planned post, in words.

    Args:
        day: the day itself.
        weekday: its weekday.
        date: month and day.
        site: the site's name.
        title: the post's title.
        language: the site's language, by its tag.
    """

    day: date
    weekday: str
    date: str
    site: str
    title: str
    language: str


class ProblemLine(NamedTuple):
    """One problem or notice, in words: where it stands, what is the matter, its mend."""

    where: str
    message: str
    mend: str
    holds: bool


def day_words(report: Report) -> DayWords:
    """Days in the language of the first site."""
    return DayWords(report.sites[0].language if report.sites else "en", report.today)


def named(report: Report, post: Post) -> str:
    """A post by its title, and its site where there are several."""
    title = f"“{titled(post.title) or clean(post.key.path)}”"
    return title if len(report.sites) < 2 else f"{title} on {clean(post.key.site)}"


def today_sentence(report: Report) -> str:
    """One sentence about today."""
    current = report.day(report.today)
    if report.state is Today.HAS_POST:
        return _has_post(report, current)
    if report.state is Today.GOES_OUT and current.planned:
        return f"{named(report, current.planned)} goes out with the next release."
    if report.state is Today.RESTS:
        return "Today rests, and so may you."
    return "Today is open, and nothing is owed."


def pace_sentence(report: Report) -> str:
    """A word on the last seven days, where one helps; else nothing."""
    if not report.posts:
        return f"There are no posts yet. The first one{_anywhere(report)} counts, whenever it is ready."
    if report.today <= report.since and report.state is not Today.HAS_POST:
        begins = day_words(report).on(report.since)
        return f"The cadence begins {begins}, and it only moves forward."
    if report.pace is not Pace.QUIET or report.state is not Today.OPEN:
        return ""
    if report.next_change:
        return "It has been quiet, and the next post has its day."
    return f"It has been quiet. Whenever you are ready, any post{_anywhere(report)} counts."


def cover_sentence(report: Report) -> str:
    """Until when nothing is needed; nothing where that is today."""
    if report.needed <= report.today:
        return ""
    return f"Nothing is needed until {day_words(report).near(report.needed)}."


def suggestion_sentence(report: Report) -> str:
    """At most one post to syndicate; nothing more on a day that has its syndication."""
    done = report.day(report.today).syndicated
    if done:
        return f"Today has its syndication: {_syndicated(done[0])}."
    post = suggested_post(report)
    return f"{named(report, post)} would be a good one to syndicate." if post else ""


def suggested_post(report: Report) -> Post | None:
    """The post of the suggestion; None where none is made."""
    return None if report.day(report.today).syndicated else report.suggestion


def canonical_link(post: Post) -> str:
    """The address to give as canonical when `post` is syndicated; empty where it is not known for certain."""
    return link(post.url)


def plan_lines(report: Report, count: int | None = PLAN_LENGTH) -> tuple[PlanLine, ...]:
    """The first `count` lines of the plan; all of them for None."""
    words = day_words(report)
    tags = {site.name: DayWords(site.language, report.today).tag for site in report.sites}
    return tuple(
        PlanLine(
            line.day,
            words.weekday(line.day),
            words.short(line.day),
            clean(line.post.key.site),
            titled(line.post.title) or clean(line.post.key.path),
            tags.get(line.post.key.site, words.tag),
        )
        for line in report.plan[:count]
    )


def plan_rest(report: Report, count: int = PLAN_LENGTH) -> str:
    """One quiet line for what `plan_lines` left out."""
    if len(report.plan) <= count:
        return ""
    return f"The plan goes on until {day_words(report).full(report.plan[-1].day)}."


def plan_empty(report: Report) -> str:
    """What stands in the place of an empty plan."""
    return "" if report.plan else "Nothing is planned, and nothing has to be."


def day_sentence(report: Report, status: DayStatus) -> str:
    """One day in words, for those who do not see its mark."""
    day = f"{day_words(report).full(status.day)}{', today' if status.day == report.today else ''}"
    parts = [named(report, post) for post in status.live[:_SHOWN]]
    if not parts and status.kind is DayKind.PLANNED and status.planned:
        parts = [f"{named(report, status.planned)}, planned"]
    if not parts and status.day == report.today and report.state is Today.HAS_POST:
        parts = ["has its post"]
    if not parts:
        parts = [_KINDS.get(status.kind, "")]
    parts += [f"syndicated: {_syndicated(entry)}" for entry in status.syndicated[:_SHOWN]]
    return f"{day}: {'; '.join(part for part in parts if part)}"


def year_sentence(report: Report, first: date) -> str:
    """The picture of the past year in words: the months in which posts went live, those in a row as one span."""
    live = (day for day, status in report.days_by_date.items() if status.live and first <= day <= report.today)
    spans: list[tuple[int, int]] = []
    for month in sorted({day.year * 12 + day.month - 1 for day in live}):
        begin = spans.pop()[0] if spans and spans[-1][1] == month - 1 else month
        spans.append((begin, month))
    said = [_span(day_words(report), *span) for span in spans]
    return f"Posts went live {', '.join(said[:-1])}{' and ' * (len(said) > 1)}{said[-1]}." if said else ""


def year_empty() -> str:
    """What stands in the place of an empty picture."""
    return "A picture grows here as posts go live."


def problem_lines(report: Report) -> tuple[ProblemLine, ...]:
    """What one may want to mend, holds first."""
    note = clean(report.ledger_note)
    ledger = (ProblemLine("ledger", note, "", holds=False),) if note else ()
    problems = sorted(report.problems, key=lambda problem: not problem.holds)
    return ledger + tuple(_problem(problem) for problem in problems)


def held_words(line: ProblemLine) -> str:
    """Whether a problem keeps its post back."""
    return "held" if line.holds else "notice"


def _problem(problem: Problem) -> ProblemLine:
    return ProblemLine(clean(problem.where), clean(problem.message), clean(problem.mend), problem.holds)


def _has_post(report: Report, current: DayStatus) -> str:
    if not current.live:
        return "Today has its post."
    if current.live[0].state is State.WAITING:
        return f"Today has its post: {named(report, current.live[0])}, which is on its way."
    return f"Today has its post: {', '.join(named(report, post) for post in current.live[:_SHOWN])}."


def _syndicated(entry: SyndicatedPost) -> str:
    title = f"“{titled(entry.post.title) or clean(entry.post.key.path)}”"
    place = clean(entry.place.name)
    return f"{title} at {place}" if place else title


def _span(speech: DayWords, begin: int, end: int) -> str:
    """Months in a row, each counted from the year 0 on."""
    first, last = (speech.month_and_year(date(month // 12, month % 12 + 1, 1)) for month in (begin, end))
    return f"in {first}" if begin == end else f"from {first} to {last}"


def _anywhere(report: Report) -> str:
    """` on any site` where there are several."""
    return "" if len(report.sites) < 2 else " on any site"
