"""The tone is a contract: no string that a person meets blames, counts or urges."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_views import Reading
from view_states import SITES, TODAY, make, post, states

from mkdocs_momentum.core.cadence import Report
from mkdocs_momentum.core.posts import Post, PostKey, State
from mkdocs_momentum.core.syndication import Syndication
from mkdocs_momentum.views.data import as_data
from mkdocs_momentum.views.page import render_page
from mkdocs_momentum.views.terminal import plan_screen, status_screen

UNWANTED = re.compile(
    r"\b(missed|behind|late|overdue|failed|failure|streaks?|scores?|debts?|catch(ing)? up|should|must|lost|lazy|gaps?"
    r"|goals?|targets?|remaining|only \d+|\d+ (days?|posts?))\b|!",
    re.IGNORECASE,
)
STATES = dict(states())


def shown(report: Report) -> list[str]:
    """All that the page, the terminal and the sentences of the JSON say."""
    page = Reading(render_page(report))
    names = [value for name, value in page.attributes if name in {"title", "alt", "placeholder"} or "aria" in name]
    screens = [status_screen(report, width, color=False) for width in (40, 80)] + [plan_screen(report, 80, color=False)]
    return [page.text, *names, *screens, *as_data(report)["words"].values()]


def assert_calm(report: Report) -> None:
    for text in shown(report):
        found = UNWANTED.search(text)
        assert not found, text[max(0, found.start() - 60) : found.end() + 20]


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_calm(name: str) -> None:
    assert_calm(STATES[name])


@st.composite
def posts(draw: st.DrawFn) -> list[Post]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        state = draw(st.sampled_from(State))
        reach = 0 if state in {State.RELEASED, State.HISTORY} else 60
        day = TODAY + timedelta(days=draw(st.integers(-60, reach)))
        place = Syndication(draw(st.sampled_from(["", "https://dev.to/x"])), TODAY, "dev.to")
        found.append(post(number, state, day, syndications=draw(st.sampled_from([(), (), (place,)]))))
    return found


@settings(max_examples=60, deadline=None)
@given(posts(), st.integers(-3, 10), st.integers(-80, 20), st.integers(0, 3), st.booleans())
def test_any_report_is_calm(found: list[Post], step: int, since: int, sites: int, has_claim: bool) -> None:
    today = TODAY + timedelta(days=step)
    claims = {today: PostKey(SITES[0].name, "docs/posts/00000.md")} if has_claim else {}
    assert_calm(make(found, today, SITES[:sites], since=TODAY + timedelta(days=since), claims=claims))
