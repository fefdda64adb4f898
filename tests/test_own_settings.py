"""A site whose plugin block says another `since` or `timezone` than `momentum.yml`: commands go by the site's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import World

from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.momentum import OutcomeKind, look

TODAY = "2026-11-24"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    return World.of(tmp_path, "alpha", "beta")


def own(world: World, block: str, site: str = "alpha") -> None:
    path = world.folder / site / "mkdocs.yml"
    path.write_text(path.read_text().replace("{since: 2026-11-23}", f"{{{block}}}"))
    world.commit(site, "Settings of its own")


def hub(world: World, *, since: str = "2026-11-23", timezone: str = "America/Los_Angeles") -> None:
    path = world.folder / "momentum.yml"
    text = path.read_text().replace("since: 2026-11-23", f"since: {since}")
    path.write_text(text.replace("America/Los_Angeles", timezone))


def test_dates_are_read_and_written_in_the_sites_zone(world: World, capsys: Said) -> None:
    hub(world, timezone="Asia/Tokyo")
    own(world, "since: 2026-11-23, timezone: America/Los_Angeles")
    path = world.write("alpha", "late", "2026-11-24T20:00:00-08:00")
    assert main(["explain", "late", "--today", TODAY]) == 0
    assert "goes live on Tuesday 24 November" in capsys.readouterr().out
    outcome = world.release(TODAY)
    assert outcome.kind is OutcomeKind.RELEASED, outcome.line
    assert "date: 2026-11-24T20:00:00-08:00\nreleased: 2026-11-24\n" in path.read_text()
    moved = world.write("alpha", "moved", "2026-11-24T21:00:00-08:00")
    assert world.release("2026-11-25").kind is OutcomeKind.RELEASED
    assert "date: 2026-11-25T21:00:00-08:00\nreleased: 2026-11-25\n" in moved.read_text()
    capsys.readouterr()
    assert main(["check", "--today", "2026-11-25"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "its mkdocs.yml says timezone: America/Los_Angeles, momentum.yml says Asia/Tokyo" in said


def test_no_draft_is_put_before_its_sites_first_day(world: World, capsys: Said) -> None:
    hub(world, since="2026-11-01")
    own(world, "since: 2026-12-01")
    path = world.write("alpha", "early", "2026-11-20", "draft: true\n")
    assert main(["schedule", "early", "--on", "2026-11-10", "--today", "2026-11-10"]) == 1
    assert "is before 2026-12-01, where the cadence begins; the next free day is" in capsys.readouterr().err
    assert main(["schedule", "early", "--today", "2026-11-10"]) == 0
    assert "date: 2026-12-01\n" in path.read_text()
    path.write_text(path.read_text().replace("draft: true\n", ""))
    report = look(world.config(), world.config().since)
    assert [post.state for post in report.posts] == [State.WAITING]


def test_history_is_what_was_there_before_its_sites_first_day(world: World, capsys: Said) -> None:
    hub(world, since="2026-11-01")
    own(world, "since: 2026-12-01")
    world.write("alpha", "old", "2026-11-10")
    assert main(["explain", "old", "--today", "2026-11-10"]) == 0
    assert "it was there before Tuesday 1 December and stays public" in capsys.readouterr().out


def test_a_notice_is_not_taken_for_the_one_about_the_day(world: World, capsys: Said) -> None:
    hub(world)
    own(world, "since: 2026-11-01")
    world.write("alpha", "a", "2026-11-10", "tags: [a]\ntags: [b]\n")
    assert main(["check", "--today", TODAY]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "tags" in said
    assert "it is new" not in said
