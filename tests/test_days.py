"""Days: zones, starts of day, rest, and clocks that jump."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from core_samples import examples
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_momentum.core.days import ONE_DAY, Calendar, DateRange, parse_day, parse_rest

LOS_ANGELES = Calendar(ZoneInfo("America/Los_Angeles"))
NIGHT_OWL = Calendar(ZoneInfo("America/Los_Angeles"), day_starts=time(3))
ZONES = (
    "UTC",
    "America/Los_Angeles",
    "America/St_Johns",  # changed its clocks at 00:01 until 2011
    "America/Havana",  # falls back from 01:00 to 00:00
    "America/Sao_Paulo",  # sprang over midnight
    "America/Santiago",
    "Asia/Kathmandu",
    "Asia/Gaza",
    "Asia/Tehran",
    "Australia/Lord_Howe",  # moves by half an hour
    "Africa/Casablanca",
    "Antarctica/Troll",  # moves by two hours
    "Europe/Dublin",
    "Pacific/Apia",  # had no 30 December 2011
    "Pacific/Kwajalein",  # had no 21 August 1993
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "Etc/GMT-14",
)
STILL = {"UTC", "Asia/Kathmandu", "Etc/GMT+12", "Etc/GMT-14"}
"""Zones whose clocks were not set since 1993."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T07:59:59", "2026-11-23"),
        ("2026-11-24T08:00:00", "2026-11-24"),
        ("2026-11-25T07:59:59", "2026-11-24"),
        ("2026-07-01T06:59:59", "2026-06-30"),
        ("2026-07-01T07:00:00", "2026-07-01"),
    ],
)
def test_a_moment_belongs_to_the_writers_day(moment: str, day: str) -> None:
    assert LOS_ANGELES.day_of(utc(moment)).isoformat() == day


@pytest.mark.parametrize(
    ("clock", "day"),
    [("2026-11-25 00:00", "2026-11-24"), ("2026-11-25 02:59:59", "2026-11-24"), ("2026-11-25 03:00", "2026-11-25")],
)
def test_one_in_the_morning_can_still_be_yesterday(clock: str, day: str) -> None:
    assert NIGHT_OWL.day_of(datetime.fromisoformat(clock)).isoformat() == day


def test_a_naive_moment_is_the_writers_wall_clock() -> None:
    naive = datetime(2026, 11, 24, 23, 30)  # noqa: DTZ001
    assert LOS_ANGELES.day_of(naive) == date(2026, 11, 24)
    assert LOS_ANGELES.day_of(naive.replace(tzinfo=UTC)) == date(2026, 11, 24)
    assert LOS_ANGELES.day_of(naive.replace(tzinfo=ZoneInfo("Asia/Tokyo"))) == date(2026, 11, 24)
    assert LOS_ANGELES.day_of(datetime(2026, 11, 24, 1, tzinfo=UTC)) == date(2026, 11, 23)


def test_the_two_ends_of_the_world_have_different_days() -> None:
    moment = utc("2026-11-24T10:30:00")
    assert Calendar(ZoneInfo("Pacific/Kiritimati")).day_of(moment) == date(2026, 11, 25)
    assert Calendar(ZoneInfo("Etc/GMT+12")).day_of(moment) == date(2026, 11, 23)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25), ("2026-11-24", 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    start = LOS_ANGELES.start_of(date.fromisoformat(day))
    assert LOS_ANGELES.start_of(date.fromisoformat(day) + ONE_DAY) - start == timedelta(hours=hours)


def test_a_start_that_the_clocks_skip_still_begins_the_day() -> None:
    calendar = Calendar(ZoneInfo("America/Los_Angeles"), day_starts=time(2, 30))
    assert calendar.start_of(date(2026, 3, 8)) == utc("2026-03-08T10:30:00")
    assert calendar.day_of(utc("2026-03-08T10:29:59")) == date(2026, 3, 7)
    assert calendar.day_of(utc("2026-03-08T10:30:00")) == date(2026, 3, 8)


def test_a_start_that_the_clocks_repeat_counts_once() -> None:
    calendar = Calendar(ZoneInfo("America/Los_Angeles"), day_starts=time(1, 30))
    assert calendar.day_of(utc("2026-11-01T08:30:00")) == date(2026, 11, 1)
    assert calendar.day_of(utc("2026-11-01T09:15:00")) == date(2026, 11, 1)  # 01:15 once more


def test_a_day_that_has_begun_stays_begun() -> None:
    calendar = Calendar(ZoneInfo("America/St_Johns"))
    began = calendar.start_of(date(2010, 11, 7))
    clock = (began + timedelta(minutes=1)).astimezone(calendar.timezone)
    assert clock.date() == date(2010, 11, 6)  # the wall clock is back at 23:01
    assert calendar.day_of(began + timedelta(minutes=1)) == date(2010, 11, 7)


def test_a_day_that_never_was_has_no_moment() -> None:
    calendar = Calendar(ZoneInfo("Pacific/Apia"))
    change = utc("2011-12-30T10:00:00")
    assert calendar.day_of(change - timedelta(seconds=1)) == date(2011, 12, 29)
    assert calendar.day_of(change) == date(2011, 12, 31)


calendars_anywhere = st.builds(
    Calendar,
    timezone=st.sampled_from(ZONES).map(ZoneInfo),
    day_starts=st.sampled_from([time(0), time(0, 30), time(1), time(2, 30), time(3), time(5), time(23, 30)]),
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(calendars_anywhere, instants, st.integers(0, 100_000))
@examples(600)
def test_days_never_go_back(calendar: Calendar, moment: datetime, seconds: int) -> None:
    assert calendar.day_of(moment) <= calendar.day_of(moment + timedelta(seconds=seconds))


@pytest.mark.parametrize("zone", sorted(set(ZONES) - STILL))
def test_days_never_go_back_through_any_change_of_clocks(zone: str) -> None:
    calendars = [Calendar(ZoneInfo(zone), day_starts=start) for start in (time(0), time(0, 30), time(2, 30))]
    changes = _changes(ZoneInfo(zone))
    assert changes
    for change in changes:
        steps = [change + timedelta(minutes=minutes) for minutes in range(-180, 181, 3)]
        for calendar in calendars:
            assert all(one <= two for one, two in pairwise(map(calendar.day_of, steps))), (zone, change)


def _changes(zone: ZoneInfo) -> list[datetime]:
    """The instants, to the hour, at which the offset of `zone` changed between 1993 and 2030."""
    found = []
    step, offset = datetime(1993, 1, 1, tzinfo=UTC), None
    while step.year < 2030:
        now = step.astimezone(zone).utcoffset()
        if offset is not None and now != offset:
            low = step - timedelta(days=7)
            found += [
                low + timedelta(hours=hour)
                for hour in range(168)
                if (low + timedelta(hours=hour)).astimezone(zone).utcoffset()
                != (low + timedelta(hours=hour + 1)).astimezone(zone).utcoffset()
            ][:2]
        step, offset = step + timedelta(days=7), now
    return found[::3]


@given(calendars_anywhere, instants)
@examples(400)
def test_a_moment_lies_between_the_start_of_its_day_and_the_next(calendar: Calendar, moment: datetime) -> None:
    day = calendar.day_of(moment)
    assert calendar.start_of(day) <= moment < calendar.start_of(day + ONE_DAY)


@given(calendars_anywhere, instants, st.sampled_from(ZONES))
@examples(200)
def test_the_zone_in_which_a_moment_is_told_makes_no_difference(
    calendar: Calendar, moment: datetime, zone: str
) -> None:
    assert calendar.day_of(moment.astimezone(ZoneInfo(zone))) == calendar.day_of(moment)


def test_rest_days() -> None:
    calendar = Calendar(
        ZoneInfo("UTC"), rest_weekdays=frozenset({6}), rest_ranges=(DateRange(date(2026, 12, 24), date(2026, 12, 26)),)
    )
    resting = [day for day in range(20, 32) if calendar.is_rest(date(2026, 12, day))]
    assert resting == [20, 24, 25, 26, 27]
    coming = list(islice(calendar.publishing_days(date(2026, 12, 23)), 3))
    assert coming == [date(2026, 12, 23), date(2026, 12, 28), date(2026, 12, 29)]


@pytest.mark.parametrize(
    ("entry", "parsed"),
    [
        ("sunday", 6),
        ("Sun", 6),
        (" MONDAY ", 0),
        (date(2026, 12, 24), DateRange(date(2026, 12, 24), date(2026, 12, 24))),
        ("2026-12-24", DateRange(date(2026, 12, 24), date(2026, 12, 24))),
        ("2026-12-24..2026-12-26", DateRange(date(2026, 12, 24), date(2026, 12, 26))),
        ("2026-12-24 .. 2026-12-26", DateRange(date(2026, 12, 24), date(2026, 12, 26))),
    ],
)
def test_rest_entries(entry: object, parsed: int | DateRange) -> None:
    assert parse_rest(entry) == parsed


@pytest.mark.parametrize(
    "entry",
    [
        "sonday", "su", "2026-12-26..2026-12-24", "2026-02-30", "..2026-12-24", "2026-12-24..",
        "2026-12-24...2026-12-26", "2026-12-01..9999-12-31", 7, None, True, [], {"sunday": 1},
        datetime(2026, 12, 24, 10, tzinfo=UTC),
    ],
)  # fmt: skip
def test_what_is_no_rest_day_says_so_in_one_line(entry: object) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        parse_rest(entry)


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2026-2-3", "2026-02-30", "20261124", "2026-W48-2", "2026-11-24T10:00", "9999-12-31"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        parse_day(text)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
@examples(100)
def test_a_day_reads_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f" {day.isoformat()}\n") == day
