"""`momentum explain` in one short paragraph, or as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_momentum.core.explain import Explanation
from mkdocs_momentum.core.findings import Why
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.views.news import day_in_words
from mkdocs_momentum.views.safe import clean, link, titled


def explanation_text(facts: Explanation) -> str:
    """When a post goes live and why, with any trap."""
    return " ".join(_sentences(facts))


def explanation_data(facts: Explanation) -> dict[str, Any]:
    """The same for `--json`."""
    post = facts.post
    return {
        "site": post.key.site,
        "path": post.key.path,
        "title": post.title,
        "state": post.state.value,
        "url": post.url,
        "wished": post.wish.day.isoformat() if post.wish else None,
        "released": post.released.isoformat() if post.released else None,
        "day": facts.day.isoformat() if facts.day else None,
        "why": facts.why.value if facts.why else None,
        "holder": {"site": facts.holder.key.site, "path": facts.holder.key.path} if facts.holder else None,
        "hidden_until": facts.hidden_until.isoformat("minutes") if facts.hidden_until else None,
        "uncommitted": facts.uncommitted,
        "text": explanation_text(facts),
    }


def _sentences(facts: Explanation) -> Iterator[str]:
    post, name = facts.post, f'"{titled(facts.post.title)}" on {clean(facts.post.key.site)}'
    if post.state in {State.WAITING, State.DRAFT}:
        yield from _ahead(facts, name)
        yield from _traps(facts)
    elif post.state is State.RELEASED and post.released:
        yield f"{name} went live on {_day(facts, post.released)}."
        if address := link(post.url):
            yield f"Its address is {address}."
    elif post.state is State.COPY:
        yield f"{name} is a copy of {clean(post.canonical_url or '')}, so it is public at once and takes no day."
    elif post.state is State.HISTORY:
        yield f"{name} is history: it was there before {_day(facts, facts.since)} and stays public."
    else:
        problem = post.problems[0]
        place = f" (line {problem.line})" if problem.line else ""
        yield f"{name} is held: {clean(problem.message)}{place}; {clean(problem.mend)}."


def _ahead(facts: Explanation, name: str) -> Iterator[str]:
    if facts.post.state is State.DRAFT:
        yield f"{name} is a draft, so it has no day."
        if facts.day:
            yield f"Without draft: true it would go live on {_day(facts, facts.day)}{_because(facts)}."
    elif facts.day:
        yield f"{name} goes live on {_day(facts, facts.day)}{_because(facts)}."
    else:
        yield f"{name} has today, and goes live with the next release."


def _traps(facts: Explanation) -> Iterator[str]:
    rules = facts.rules
    if rules.shows_all and rules.gate:
        yield f"Its site builds without {rules.gate}, and such a build shows it {_from_when(facts)}."
    elif facts.hidden_until:
        rule, until = rules.future_rule, f"{facts.hidden_until:%H:%M}"
        yield f"{rule} alone would hide it until {until} that day; momentum shows it as soon as it is released."
    if facts.uncommitted:
        yield "Its file has changes that no commit holds, and release leaves it alone until they are committed."
    if facts.ledger_note:
        yield f"This is without the ledger, which gave no answer ({clean(facts.ledger_note)})."


def _from_when(facts: Explanation) -> str:
    return "from the moment in its date on" if facts.rules.future_rule else "at once"


def _because(facts: Explanation) -> str:
    wish = facts.post.wish
    if facts.why is None or wish is None:
        return ", the day in its date" if wish and wish.day == facts.day else ""
    wished = _day(facts, wish.day)
    holder = facts.holder
    return (
        ": "
        + {
            Why.PASSED: f"{wished} has passed, and this is the first day that is open",
            Why.OLD: f"its file is newer than its date, {wished}, and this is the first day that is open",
            Why.RESTS: f"{wished} is a rest day",
            Why.TAKEN: f'{wished} has "{titled(holder.title)}" on {clean(holder.key.site)}'
            if holder
            else f"{wished} is taken",
        }[facts.why]
    )


def _day(facts: Explanation, day: Any) -> str:
    return day_in_words(day) if day.year == facts.today.year else f"{day_in_words(day)} {day.year}"
