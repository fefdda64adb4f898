"""The plan: its invariants, an oracle written from the rule's own words, tables to read, and wrong plans to reject."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from core_samples import TODAY, UTC_CALENDAR, calendars, examples, taken, wishes
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from mkdocs_momentum.core.days import ONE_DAY, Calendar, DateRange, parse_rest
from mkdocs_momentum.core.gate import Planned, Wish, plan
from mkdocs_momentum.core.posts import PostKey

GOLDEN = sorted((Path(__file__).parent / "golden/plan").glob("*.txt"))

Days = dict[PostKey, date]


@dataclass(frozen=True)
class Case:
    """All that a plan is made from."""

    wishes: list[Wish]
    taken: frozenset[date]
    calendar: Calendar
    today: date = TODAY

    def is_open(self, day: date) -> bool:
        return day >= self.today and day not in self.taken and not self.calendar.is_rest(day)

    def without(self, key: PostKey) -> Case:
        return Case([wish for wish in self.wishes if wish.key != key], self.taken, self.calendar, self.today)


Planner = Callable[[Case], list[Planned]]
cases = st.builds(Case, wishes(), taken(), calendars())


def the_plan(case: Case) -> list[Planned]:
    return list(plan(case.wishes, case.taken, case.calendar, case.today))


def days_of(planner: Planner, case: Case) -> Days:
    return {entry.key: entry.day for entry in planner(case)}


# The oracle: the rule of the design, read aloud, with no thought for speed.


def oracle(case: Case) -> list[Planned]:
    def order(wish: Wish) -> tuple[date, int, int, str]:
        return (wish.day, wish.offset, wish.site_order, wish.key.path)

    keepers: dict[date, Wish] = {}
    for wish in case.wishes:
        rivals = [other for other in case.wishes if other.day == wish.day]
        if case.is_open(wish.day) and all(order(wish) <= order(other) for other in rivals):
            keepers[wish.day] = wish
    given_days = {day: wish.key for day, wish in keepers.items()}
    for wish in sorted(case.wishes, key=order):
        if wish not in keepers.values():
            day = wish.day
            while not case.is_open(day) or day in given_days:
                day += ONE_DAY
            given_days[day] = wish.key
    return [Planned(day, given_days[day]) for day in sorted(given_days)]


# The invariants, each a question about a planner and a case.


def gives_each_post_one_day(planner: Planner, case: Case) -> bool:
    return sorted(entry.key for entry in planner(case)) == sorted(wish.key for wish in case.wishes)


def gives_no_day_two_posts(planner: Planner, case: Case) -> bool:
    days = [entry.day for entry in planner(case)]
    return len(days) == len(set(days))


def is_in_order_of_days(planner: Planner, case: Case) -> bool:
    days = [entry.day for entry in planner(case)]
    return days == sorted(days)


def gives_only_open_days(planner: Planner, case: Case) -> bool:
    return all(case.is_open(entry.day) for entry in planner(case))


def gives_no_day_before_the_date(planner: Planner, case: Case) -> bool:
    days = days_of(planner, case)
    return all(days[wish.key] >= wish.day for wish in case.wishes if wish.key in days)


def lets_the_first_keep_its_own_day(planner: Planner, case: Case) -> bool:
    firsts: dict[date, Wish] = {}
    for wish in case.wishes:
        if case.is_open(wish.day) and (wish.day not in firsts or wish.rank < firsts[wish.day].rank):
            firsts[wish.day] = wish
    days = days_of(planner, case)
    return all(days.get(wish.key) == day for day, wish in firsts.items())


def leaves_no_open_day_free_while_one_is_due(planner: Planner, case: Case) -> bool:
    """Never an earlier open day that nobody has: things move forward, and no further than they must."""
    days = days_of(planner, case)
    used = set(days.values())
    return all(
        not case.is_open(day) or day in used
        for wish in case.wishes
        if wish.key in days
        for day in _span(max(wish.day, case.today), days[wish.key])
    )


def moves_others_in_their_order(planner: Planner, case: Case) -> bool:
    """Of two that do not keep their own day, the first in order has the earlier one where both could have it."""
    days = days_of(planner, case)
    moved = sorted((wish for wish in case.wishes if days.get(wish.key, wish.day) != wish.day), key=lambda one: one.rank)
    return all(
        days[first.key] < days[second.key]
        for place, first in enumerate(moved)
        for second in moved[place + 1 :]
        if days[second.key] >= first.day
    )


def does_not_depend_on_the_order_of_its_input(planner: Planner, case: Case) -> bool:
    first = planner(case)
    orders = [case.wishes[::-1], case.wishes[1:] + case.wishes[:1], sorted(case.wishes, key=lambda wish: wish.key.path)]
    return all(planner(Case(order, case.taken, case.calendar, case.today)) == first for order in orders)


def says_the_same_twice(planner: Planner, case: Case) -> bool:
    return planner(case) == planner(case)


def moves_no_keeper_for_a_newcomer(planner: Planner, case: Case) -> bool:
    """Adding a post never moves one that keeps its own day, unless it wishes for that day and comes first."""
    after = days_of(planner, case)
    for new in case.wishes:
        before = days_of(planner, case.without(new.key))
        for wish in case.wishes:
            keeps = wish.key != new.key and before.get(wish.key) == wish.day
            if keeps and after.get(wish.key) != wish.day and not (new.day == wish.day and new.rank < wish.rank):
                return False
    return True


def moves_nobody_forward_for_a_newcomer(planner: Planner, case: Case) -> bool:
    """Adding a post leaves every other on its day or a later one; nobody gains by another's arrival."""
    after = days_of(planner, case)
    return all(
        after.get(key, day) >= day
        for new in case.wishes
        for key, day in days_of(planner, case.without(new.key)).items()
    )


def stands_when_today_is_released(planner: Planner, case: Case) -> bool:
    """Taking today's post out as released leaves all others as they are."""
    before = planner(case)
    if not before or before[0].day != case.today:
        return True
    rest = case.without(before[0].key)
    after = planner(Case(rest.wishes, case.taken | {case.today}, case.calendar, case.today))
    return after == before[1:]


def stands_when_a_day_passes_as_planned(planner: Planner, case: Case) -> bool:
    """The next morning, with today's post released (or no post for today), the plan is what it was."""
    before = planner(case)
    left, is_taken = case, case.taken
    if before and before[0].day == case.today:
        left, is_taken = case.without(before[0].key), case.taken | {case.today}
        before = before[1:]
    after = planner(Case(left.wishes, is_taken, case.calendar, case.today + ONE_DAY))
    return after == before


INVARIANTS = (
    gives_each_post_one_day,
    gives_no_day_two_posts,
    is_in_order_of_days,
    gives_only_open_days,
    gives_no_day_before_the_date,
    lets_the_first_keep_its_own_day,
    leaves_no_open_day_free_while_one_is_due,
    moves_others_in_their_order,
    does_not_depend_on_the_order_of_its_input,
    says_the_same_twice,
    moves_no_keeper_for_a_newcomer,
    moves_nobody_forward_for_a_newcomer,
    stands_when_today_is_released,
    stands_when_a_day_passes_as_planned,
)


def _span(first: date, end: date) -> Iterable[date]:
    while first < end:
        yield first
        first += ONE_DAY


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.__name__)
def test_the_plan(invariant: Callable[[Planner, Case], bool]) -> None:
    @given(cases)
    @examples(150)
    def holds(case: Case) -> None:
        assert invariant(the_plan, case)

    holds()


@given(cases)
@examples(500)
def test_the_plan_is_what_the_rule_says(case: Case) -> None:
    assert the_plan(case) == oracle(case)


# Wrong plans, each a small slip that somebody could make.


def _greedy(case: Case, order: list[Wish], own: Collection[date], first_day: Callable[[Wish], date]) -> list[Planned]:
    """Each in `order` takes the first day that is open and not kept, or its own where it is in `own`."""
    given_days: dict[date, PostKey] = {}
    for wish in order:
        day = first_day(wish)
        while not case.is_open(day) or day in given_days or (day in own and day != wish.day):
            day += ONE_DAY
        given_days[day] = wish.key
    return [Planned(day, given_days[day]) for day in sorted(given_days)]


def back_fills(case: Case) -> list[Planned]:
    return the_plan(Case(case.wishes, case.taken, case.calendar, min([case.today, *(w.day for w in case.wishes)])))


def ignores_rest_days(case: Case) -> list[Planned]:
    return the_plan(Case(case.wishes, case.taken, Calendar(ZoneInfo("UTC"), rest_weekdays=frozenset()), case.today))


def ignores_rest_ranges(case: Case) -> list[Planned]:
    weekdays_only = Calendar(ZoneInfo("UTC"), rest_weekdays=case.calendar.rest_weekdays)
    return the_plan(Case(case.wishes, case.taken, weekdays_only, case.today))


def ignores_taken_days(case: Case) -> list[Planned]:
    return the_plan(Case(case.wishes, frozenset(), case.calendar, case.today))


def ignores_that_today_is_taken(case: Case) -> list[Planned]:
    return the_plan(Case(case.wishes, case.taken - {case.today}, case.calendar, case.today))


def lets_overdue_posts_push(case: Case) -> list[Planned]:
    return _greedy(case, sorted(case.wishes, key=lambda wish: wish.rank), (), lambda wish: wish.day)


def orders_by_input(case: Case) -> list[Planned]:
    return _greedy(case, case.wishes, (), lambda wish: wish.day)


def keeps_by_input(case: Case) -> list[Planned]:
    ranks = {wish.key: place for place, wish in enumerate(case.wishes)}
    return the_plan(
        Case([Wish(w.day, ranks[w.key], 0, w.key) for w in case.wishes], case.taken, case.calendar, case.today)
    )


def ignores_the_time_of_day(case: Case) -> list[Planned]:
    flat = [Wish(wish.day, 0, wish.site_order, wish.key) for wish in case.wishes]
    return the_plan(Case(flat, case.taken, case.calendar, case.today))


def ignores_the_order_of_sites(case: Case) -> list[Planned]:
    flat = [Wish(wish.day, wish.offset, 0, wish.key) for wish in case.wishes]
    return the_plan(Case(flat, case.taken, case.calendar, case.today))


def bursts(case: Case) -> list[Planned]:
    due = [Planned(case.today, wish.key) for wish in case.wishes if wish.day < case.today and case.is_open(case.today)]
    rest = [wish for wish in case.wishes if wish.key not in {entry.key for entry in due}]
    return due + the_plan(Case(rest, case.taken, case.calendar, case.today))


def appends_after_the_last(case: Case) -> list[Planned]:
    last = max((wish.day for wish in case.wishes), default=case.today)
    keepers = [entry for entry in the_plan(case) if any(w.key == entry.key and w.day == entry.day for w in case.wishes)]
    moved = [wish for wish in case.wishes if wish.key not in {entry.key for entry in keepers}]
    later = Case(moved, case.taken | {entry.day for entry in keepers}, case.calendar, case.today)
    return keepers + _greedy(later, sorted(moved, key=lambda wish: wish.rank), (), lambda _: max(last, case.today))


def drops_what_has_passed(case: Case) -> list[Planned]:
    ahead = [wish for wish in case.wishes if wish.day >= case.today]
    return the_plan(Case(ahead, case.taken, case.calendar, case.today))


def waits_until_tomorrow(case: Case) -> list[Planned]:
    return the_plan(Case(case.wishes, case.taken, case.calendar, case.today + ONE_DAY))


def goes_out_before_its_date(case: Case) -> list[Planned]:
    return _greedy(case, sorted(case.wishes, key=lambda wish: wish.rank), (), lambda _: case.today)


def moves_the_newest_first(case: Case) -> list[Planned]:
    keepers = [entry for entry in the_plan(case) if any(w.key == entry.key and w.day == entry.day for w in case.wishes)]
    moved = [wish for wish in case.wishes if wish.key not in {entry.key for entry in keepers}]
    order = sorted(moved, key=lambda wish: wish.rank, reverse=True)
    later = Case(moved, case.taken | {entry.day for entry in keepers}, case.calendar, case.today)
    return sorted(keepers + _greedy(later, order, (), lambda wish: wish.day), key=lambda entry: entry.day)


MUTANTS = (
    back_fills,
    ignores_rest_days,
    ignores_rest_ranges,
    ignores_taken_days,
    ignores_that_today_is_taken,
    lets_overdue_posts_push,
    orders_by_input,
    keeps_by_input,
    ignores_the_time_of_day,
    ignores_the_order_of_sites,
    bursts,
    appends_after_the_last,
    drops_what_has_passed,
    waits_until_tomorrow,
    goes_out_before_its_date,
    moves_the_newest_first,
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.__name__)
def test_the_invariants_reject_a_plan_that(mutant: Planner) -> None:
    """Without the oracle's help. `find` raises where no case tells the wrong plan from a right one."""
    first_found = settings(examples(1500), phases=[Phase.generate])
    assert find(cases, lambda case: not all(holds(mutant, case) for holds in INVARIANTS), settings=first_found)


# Tables that a person can read.


def read_golden(text: str) -> tuple[Case, Days]:
    """`today`, `sites`, `rest` and `taken` lines, then `posts`: site/name, wish, arrow, expected day."""
    said = {"sites": "alpha beta", "rest": "sunday", "taken": ""}
    expected: Days = {}
    found: list[Wish] = []
    for line in text.splitlines():
        if line.startswith("  "):
            left, right = line.split("->")
            name, *wish = left.split()
            site, _, path = name.partition("/")
            key = PostKey(site, f"docs/blog/posts/{path}.md")
            clock = time.fromisoformat(wish[1]) if len(wish) > 1 else time(0)
            offset = timedelta(hours=clock.hour, minutes=clock.minute).seconds
            found.append(Wish(date.fromisoformat(wish[0]), offset, said["sites"].split().index(site), key))
            expected[key] = date.fromisoformat(right.strip())
        elif line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            said[word] = rest.strip()
    entries = [parse_rest(entry) for entry in said["rest"].split() if entry != "none"]
    calendar = Calendar(
        ZoneInfo("UTC"),
        rest_weekdays=frozenset(entry for entry in entries if isinstance(entry, int)),
        rest_ranges=tuple(entry for entry in entries if isinstance(entry, DateRange)),
    )
    is_taken = frozenset(map(date.fromisoformat, said["taken"].split()))
    return Case(found, is_taken, calendar, date.fromisoformat(said["today"])), expected


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    case, expected = read_golden(path.read_text(encoding="utf-8"))
    assert days_of(the_plan, case) == expected
    assert days_of(oracle, case) == expected


def test_there_are_golden_cases() -> None:
    assert len(GOLDEN) > 10


def test_a_thousand_posts_that_wish_for_one_day() -> None:
    crowd = [Wish(TODAY, 0, 0, PostKey("alpha", f"{number:04}.md")) for number in range(1000)]
    days = [entry.day for entry in plan(crowd, (), UTC_CALENDAR, TODAY)]
    assert len(set(days)) == 1000
    assert datetime.combine(days[-1], time(0)) < datetime(2030, 3, 1)  # noqa: DTZ001
