"""Reports to look at: every state that a page or a screen has words for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from mkdocs_momentum.core.cadence import Report, report
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.posts import Moment, Post, PostKey, Problem, SiteFacts, State
from mkdocs_momentum.core.syndication import Syndication

CALENDAR = Calendar(ZoneInfo("America/Los_Angeles"))
TODAY = date(2026, 11, 24)  # a Tuesday
SUNDAY = date(2026, 11, 22)
SINCE = date(2026, 11, 2)
ONE = timedelta(days=1)
SITES = (
    SiteFacts("momentumpath", "https://momentumpath.example/", "en", "momentumpath"),
    SiteFacts("healthyforge", "https://healthyforge.example/", "en", "healthyforge"),
    SiteFacts("quietdesk", "https://quietdesk.example/", "de", "quietdesk"),
)
TITLES = (
    "Usable Strength After 40",
    "A Kettle, a Chair, a Notebook",
    "What the Garden Knows about Pace",
    "Ten Slow Breaths before the Editor Opens, and What They Do to the First Paragraph",
    "Why I Walk before I Write",
)


def post(number: int, state: State, day: date, *, site: str | None = None, title: str | None = None,
         syndications: tuple[Syndication, ...] = (), problems: tuple[Problem, ...] = ()) -> Post:  # fmt: skip
    name = site or SITES[number % len(SITES)].name
    return Post(
        key=PostKey(name, f"docs/posts/{number:05}.md"),
        state=state,
        title=title or TITLES[number % len(TITLES)],
        wish=None if state is State.PROBLEM else Moment(day),
        released=day if state is State.RELEASED else None,
        url=f"https://{name}.example/posts/{number:05}/" if state is not State.PROBLEM else None,
        syndications=syndications,
        problems=problems,
    )


def make(posts: list[Post], today: date = TODAY, sites: tuple[SiteFacts, ...] = SITES, *, since: date = SINCE,
         claims: dict[date, PostKey] | None = None, note: str = "") -> Report:  # fmt: skip
    return report(posts, sites, claims or {}, CALENDAR, since, today, ledger_note=note)


def past(days: int, today: date = TODAY) -> list[Post]:
    """A lively past: a rhythm with pauses, one post a day at most, some of them syndicated."""
    found = []
    for step in range(1, days + 1):
        day = today - step * ONE
        if CALENDAR.is_rest(day) or (step * step + step // 9) % 5 in {1, 3}:
            continue
        state = State.RELEASED if day >= SINCE else State.HISTORY
        place = (Syndication("https://dev.to/me/x", day + ONE, "dev.to"),) if step % 4 == 2 else ()
        found.append(post(10_000 + step, state, day, syndications=place))
    return found


def ahead(count: int, first: date = TODAY) -> list[Post]:
    """Waiting posts on the coming publishing days."""
    days = CALENDAR.publishing_days(first)
    return [post(number, State.WAITING, next(days)) for number in range(count)]


PROBLEMS = (
    Problem("healthyforge", "docs/posts/soup.md", "date: 2026-02-30 is no day", "write date: 2026-02-28", 3),
    Problem("quietdesk", "docs/posts/tea.md", "tags stands more than once", "keep one tags line", 7, holds=False),
)


def with_problems() -> list[Post]:
    return [
        post(20_001, State.PROBLEM, TODAY, site="healthyforge", title="soup", problems=PROBLEMS[:1]),
        post(20_002, State.HISTORY, date(2026, 3, 3), site="quietdesk", problems=PROBLEMS[1:]),
    ]


def language(code: str) -> tuple[SiteFacts, ...]:
    return (SiteFacts("momentumpath", "https://momentumpath.example/", code), *SITES[1:])


def states() -> Iterator[tuple[str, Report]]:
    """Every state by its name."""
    yield "usual", make(past(400) + ahead(5) + with_problems())
    yield "no-posts", make([])
    yield "no-sites", make([], sites=())
    yield "first-day", make(ahead(2), since=TODAY)
    yield "first-day-alone", make([], since=TODAY)
    yield "before-the-first-day", make(ahead(2, TODAY + 9 * ONE), since=TODAY + 9 * ONE)
    yield "one-site", make([post(1, State.RELEASED, TODAY, site="momentumpath")], sites=SITES[:1])
    yield "one-site-quiet", make([post(1, State.HISTORY, date(2025, 1, 7), site="momentumpath")], sites=SITES[:1])
    yield "five-hundred", make(past(30) + ahead(500))
    yield "live", make([*past(30), post(1, State.RELEASED, TODAY)])
    yield "live-twice", make([*past(30), post(1, State.RELEASED, TODAY), post(2, State.RELEASED, TODAY)])
    yield "claimed", make([*past(30), *ahead(1)], claims={TODAY: PostKey("momentumpath", "docs/posts/00000.md")})
    yield "claimed-and-gone", make(past(30), claims={TODAY: PostKey("momentumpath", "gone.md")})
    yield "rest", make(past(30, SUNDAY) + ahead(3), today=SUNDAY)
    yield "rest-alone", make([post(1, State.HISTORY, date(2026, 1, 7))], today=SUNDAY)
    yield "quiet", make([post(1, State.RELEASED, date(2026, 11, 3))])
    yield "quiet-with-plan", make([post(1, State.RELEASED, date(2026, 11, 3)), *ahead(2, TODAY + 3 * ONE)])
    done = Syndication("https://dev.to/me/y", TODAY, "dev.to")
    yield "syndicated", make([*past(30), post(1, State.RELEASED, date(2026, 11, 20), syndications=(done,))])
    yield "ledger-away", make(past(30) + ahead(2), note="git@example.com:me/momentum.git gave no answer")
    for code in ("de", "ja", "fr", "pt-BR", "zh_TW", "ar", "hu", "xx-nonsense"):
        yield f"in-{code}", make(past(60) + ahead(20), sites=language(code))
