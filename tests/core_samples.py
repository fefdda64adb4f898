"""What the tests of the pure core share: hypothesis settings that write nothing, calendars, wishes."""

from __future__ import annotations

import os
import tempfile
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from mkdocs_momentum.core.days import Calendar, DateRange
from mkdocs_momentum.core.gate import Wish
from mkdocs_momentum.core.posts import PostKey

set_hypothesis_home_dir(f"{tempfile.gettempdir()}/momentum-hypothesis")

TODAY = date(2026, 11, 24)
UTC_CALENDAR = Calendar(ZoneInfo("UTC"))

SITES = ("alpha", "beta", "gamma")


def examples(count: int) -> settings:
    """Settings for `count` examples, the same in every run, with no files left behind.

    `EXAMPLES=20` in the environment makes it twenty times as many, other ones each time (`benchmarks/fuzz.py`).
    """
    times = int(os.environ.get("EXAMPLES", "1"))
    return settings(
        max_examples=count * times,
        deadline=None,
        database=None,
        derandomize=times == 1,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.large_base_example],
    )


def near(days: int = 15) -> st.SearchStrategy[date]:
    """Days close enough together that posts get in each other's way."""
    return st.integers(-days, days).map(lambda step: TODAY + timedelta(days=step))


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    first = draw(near())
    return DateRange(first, first + timedelta(days=draw(st.integers(0, 4))))


def calendars() -> st.SearchStrategy[Calendar]:
    return st.builds(
        Calendar,
        timezone=st.just(ZoneInfo("UTC")),
        day_starts=st.just(time(0)),
        rest_weekdays=st.frozensets(st.integers(0, 6), max_size=6),
        rest_ranges=st.lists(ranges(), max_size=2).map(tuple),
    )


@st.composite
def wishes(draw: st.DrawFn, max_size: int = 9) -> list[Wish]:
    """Waiting posts of three sites, many of them wishing for the same days."""
    names = draw(st.lists(st.tuples(st.sampled_from(SITES), st.integers(0, 4)), unique=True, max_size=max_size))
    return [
        Wish(
            day=draw(near(8)),
            offset=draw(st.sampled_from([0, 0, 3600, 32400])),
            site_order=SITES.index(site),
            key=PostKey(site, f"docs/blog/posts/{number}.md"),
        )
        for site, number in names
    ]


def taken() -> st.SearchStrategy[frozenset[date]]:
    return st.frozensets(near(8), max_size=8)
