"""The cadence: today, the week, cover, one suggestion, and what each day is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from core_samples import TODAY, UTC_CALENDAR, calendars, examples, near
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.cadence import (
    DayKind,
    Pace,
    Report,
    Today,
    plan_posts,
    report,
    suggestion,
    taken_days,
)
from mkdocs_momentum.core.days import Calendar
from mkdocs_momentum.core.posts import Moment, Post, PostKey, Problem, SiteFacts, State
from mkdocs_momentum.core.syndication import Syndication

SINCE = date(2026, 11, 2)
SUNDAY = date(2026, 11, 22)  # TODAY is the Tuesday after it
SITES = (SiteFacts("alpha"), SiteFacts("beta"))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def post(
    slug: str,
    state: State,
    wish: date,
    *,
    site: str = "alpha",
    released: date | None = None,
    syndications: Sequence[Syndication] = (),
    canonical: str | None = None,
) -> Post:
    key = PostKey(site, f"docs/blog/posts/{slug}.md")
    if state is State.RELEASED:
        released = released or wish
    return Post(
        key,
        state,
        slug,
        Moment(wish),
        released,
        url=f"https://{site}.example/{slug}/",
        canonical_url=canonical,
        syndications=tuple(syndications),
    )


def waiting(slug: str, wish: date, site: str = "alpha") -> Post:
    return post(slug, State.WAITING, wish, site=site)


def released(slug: str, on: date, *syndications: Syndication) -> Post:
    return post(slug, State.RELEASED, on, syndications=syndications)


def stand(
    *posts: Post, today: date = TODAY, claims: Mapping[date, PostKey] | None = None, calendar: Calendar = UTC_CALENDAR
) -> Report:
    return report(posts, SITES, claims or {}, calendar, SINCE, today)


def test_today_is_open_where_nothing_waits() -> None:
    seen = stand()
    assert (seen.state, seen.day(TODAY).kind, seen.needed) == (Today.OPEN, DayKind.OPEN, TODAY)
    assert seen.next_change is None


def test_today_has_its_post_once_one_is_released() -> None:
    seen = stand(released("one", TODAY), waiting("two", TODAY))
    assert (seen.state, seen.day(TODAY).kind) == (Today.HAS_POST, DayKind.LIVE)
    assert [one.title for one in seen.day(TODAY).live] == ["one"]
    assert [(line.day, line.post.title) for line in seen.plan] == [(day("11-25"), "two")]


def test_todays_post_goes_out_with_the_next_release() -> None:
    seen = stand(waiting("one", day("11-20")))
    assert (seen.state, seen.day(TODAY).kind) == (Today.GOES_OUT, DayKind.PLANNED)
    assert seen.day(TODAY).planned == seen.plan[0].post
    assert seen.next_change == seen.plan[0]


def test_today_rests() -> None:
    seen = stand(waiting("one", day("11-20")), today=SUNDAY)
    assert (seen.state, seen.pace, seen.day(SUNDAY).kind) == (Today.RESTS, Pace.RESTING, DayKind.REST)
    assert seen.plan[0].day == SUNDAY + timedelta(days=1)


def test_a_claim_without_its_mark_is_todays_post_and_is_planned_no_second_time() -> None:
    one, two = waiting("one", TODAY), waiting("two", TODAY)
    seen = stand(one, two, claims={TODAY: one.key})
    assert seen.state is Today.HAS_POST
    assert seen.day(TODAY).live == (one,)
    assert [(line.day, line.post.title) for line in seen.plan] == [(day("11-25"), "two")]


def test_an_old_claim_without_a_mark_was_never_public() -> None:
    one = waiting("one", day("11-23"))
    seen = stand(one, claims={day("11-23"): one.key})
    assert seen.day(day("11-23")).kind is DayKind.QUIET
    assert seen.plan[0].day == TODAY
    assert seen.pace is Pace.QUIET


def test_a_claim_of_a_post_that_is_not_here_takes_today() -> None:
    seen = stand(waiting("one", TODAY), claims={TODAY: PostKey("beta", "elsewhere.md")})
    assert seen.state is Today.HAS_POST
    assert seen.plan[0].day == day("11-25")
    assert seen.needed == day("11-26")


@pytest.mark.parametrize("state", [State.DRAFT, State.PROBLEM])
def test_a_mark_takes_its_day_whatever_became_of_the_post(state: State) -> None:
    seen = stand(post("one", state, TODAY, released=TODAY), waiting("two", TODAY))
    assert seen.state is Today.HAS_POST
    assert seen.day(TODAY).live == ()
    assert seen.plan[0].day == day("11-25")


@pytest.mark.parametrize(
    ("days_ago", "pace"), [(0, Pace.MOVING), (1, Pace.MOVING), (7, Pace.MOVING), (8, Pace.QUIET), (30, Pace.QUIET)]
)
def test_the_pace_looks_at_the_seven_days_and_today(days_ago: int, pace: Pace) -> None:
    on = TODAY - timedelta(days=days_ago)
    assert stand(released("one", on)).pace is pace
    old = released("old", day("11-02"), Syndication("https://dev.to/old", on))
    assert stand(old).pace is (pace if days_ago < 22 else Pace.QUIET)


def test_what_is_planned_or_undated_moves_nothing() -> None:
    old = released("old", day("11-02"), Syndication("https://dev.to/old"))
    ahead = released("older", day("11-03"), Syndication("https://dev.to/older", day("11-28")))
    assert stand(old, ahead, waiting("one", TODAY)).pace is Pace.QUIET


def test_kinds_of_days() -> None:
    seen = stand(
        released("live", day("11-20")),
        post("history", State.HISTORY, day("11-19")),
        waiting("planned", day("11-26")),
        post("draft", State.DRAFT, day("11-27")),
    )
    kinds = {f"{one.day:%m-%d}": one.kind.value for one in seen.days(back=5, ahead=5)}
    assert kinds == {
        "11-19": "live", "11-20": "live", "11-21": "quiet", "11-22": "rest", "11-23": "quiet", "11-24": "open",
        "11-25": "open", "11-26": "planned", "11-27": "open", "11-28": "open", "11-29": "rest",
    }  # fmt: skip


def test_a_copy_on_an_own_site_is_a_syndication_of_its_day() -> None:
    copy = post("copy", State.COPY, day("11-23"), site="beta", canonical="https://alpha.example/one/")
    seen = stand(released("one", day("11-20")), copy)
    assert [entry.post for entry in seen.day(day("11-23")).syndicated] == [copy]
    assert seen.day(day("11-23")).kind is DayKind.QUIET
    assert seen.suggestion is None


def test_cover_reaches_over_rest_days() -> None:
    days = ["11-24", "11-25", "11-26", "11-27", "11-28", "11-30"]
    seen = stand(*[waiting(one, day(one)) for one in days])
    assert seen.needed == day("12-01")
    assert stand(*[waiting(one, day(one)) for one in days if one != "11-26"]).needed == day("11-26")
    assert stand(released("one", TODAY)).needed == day("11-25")


def test_the_suggestion_is_the_post_that_waited_longest_and_only_one() -> None:
    first, second = released("first", day("11-09")), released("second", day("11-10"))
    done = released("done", day("11-05"), Syndication("https://dev.to/done"))
    old = post("old", State.HISTORY, day("11-01"))
    assert suggestion([second, first, done, old]) == first
    assert suggestion([done, old, waiting("one", TODAY)]) is None


def test_a_copy_under_another_spelling_of_the_address_counts() -> None:
    copy = post("copy", State.COPY, day("11-23"), site="beta", canonical="http://ALPHA.example/one/index.html")
    assert suggestion([released("one", day("11-20")), copy]) is None


def test_problems_of_sites_come_before_those_of_posts() -> None:
    undated = Problem("alpha", "x.md", "it has no date", "…")
    held = Post(PostKey("alpha", "x.md"), State.PROBLEM, "x", problems=(undated,))
    site = Problem("beta", "", "it is not here", "…")
    seen = report([held], SITES, {}, UTC_CALENDAR, SINCE, TODAY, [site], "the ledger is away")
    assert [one.where for one in seen.problems] == ["beta", "alpha: x.md"]
    assert seen.ledger_note == "the ledger is away"


def test_the_order_of_the_sites_decides_ties() -> None:
    posts = [waiting("a", TODAY, "alpha"), waiting("a", TODAY, "beta")]
    first = report(posts, SITES[::-1], {}, UTC_CALENDAR, SINCE, TODAY).plan[0].post
    assert first.key.site == "beta"
    planned = plan_posts(posts, {"alpha": 0}, {}, UTC_CALENDAR, TODAY)
    assert [entry.key.site for entry in planned] == ["alpha", "beta"]


@st.composite
def worlds(draw: st.DrawFn) -> list[Post]:
    count = draw(st.integers(0, 8))
    return [
        post(
            f"post-{number}",
            draw(st.sampled_from([State.WAITING, State.RELEASED, State.DRAFT, State.HISTORY, State.COPY])),
            draw(near(10)),
            site=draw(st.sampled_from(["alpha", "beta"])),
            canonical="https://elsewhere.example/",
        )
        for number in range(count)
    ]


@given(worlds(), calendars(), st.randoms(use_true_random=False))
@examples(250)
def test_a_report_agrees_with_itself(posts: list[Post], calendar: Calendar, random: Random) -> None:
    seen = stand(*posts, calendar=calendar)
    shuffled = list(posts)
    random.shuffle(shuffled)
    assert stand(*shuffled, calendar=calendar) == seen
    today = seen.day(TODAY)
    taken = taken_days(posts, {})
    assert (seen.state is Today.GOES_OUT) == (today.kind is DayKind.PLANNED)
    assert (seen.state is Today.HAS_POST) == (bool(today.live) or TODAY in taken)
    assert (seen.pace is Pace.RESTING) == calendar.is_rest(TODAY)
    assert {line.day for line in seen.plan}.isdisjoint(taken)
    assert not calendar.is_rest(seen.needed)
    assert seen.needed >= TODAY
    for step in range((seen.needed - TODAY).days):
        between = TODAY + timedelta(days=step)
        covered = between in taken or seen.day(between).kind in {DayKind.LIVE, DayKind.PLANNED}
        assert covered or calendar.is_rest(between)
    for one in seen.days(14, 14):
        assert not (one.kind is DayKind.PLANNED and calendar.is_rest(one.day))
        assert one.kind is not DayKind.QUIET or one.day < TODAY
        assert one.kind is not DayKind.OPEN or one.day >= TODAY
