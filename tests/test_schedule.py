"""`momentum schedule` and `momentum explain`, on real sites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support import World, git

from mkdocs_momentum.cli import main
from mkdocs_momentum.core.posts import PostKey
from mkdocs_momentum.stores.ledger import ledger_of, new_claim

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SUNDAY = "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-06"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    return World.of(tmp_path, "alpha", "beta")


def run(*args: str, code: int = 0) -> None:
    assert main([args[0], "--today", MONDAY, *args[1:]]) == code


def date_line(path: Path) -> str:
    return next((line for line in path.read_text().splitlines() if line.startswith("date:")), "")


def unlist_plugin(world: World, more: str = "") -> None:
    path = world.folder / "alpha/mkdocs.yml"
    text = path.read_text().replace("  - momentum: {since: 2026-11-23}\n", "")
    path.write_text(text.replace("{blog_dir: blog}", "{blog_dir: blog" + more + "}"))


def test_the_first_free_day(world: World, capsys: Said) -> None:
    world.write("beta", "a", MONDAY)
    world.write("beta", "passed", "2026-11-26")  # it takes Tuesday
    path = world.write("alpha", "mine", SUNDAY)
    run("schedule", str(path.relative_to(world.folder)))
    assert capsys.readouterr().out == '"Title of mine" goes live on Wednesday 2 December.\n'
    assert date_line(path) == f"date: {WEDNESDAY}"
    run("schedule", "mine")
    assert date_line(path) == f"date: {WEDNESDAY}", "the day it has is free to it"


def test_a_draft_without_a_date_gets_one(world: World, capsys: Said) -> None:
    path = world.folder / "alpha/docs/blog/posts/new.md"
    path.write_text("---\ntitle: New\ndraft: true  # for now\n---\n\nx\n")
    run("schedule", "new")
    assert "goes live" not in capsys.readouterr().err
    assert path.read_text() == "---\ntitle: New\ndate: 2026-11-30\ndraft: true  # for now\n---\n\nx\n"
    run("schedule", "new", "--on", TUESDAY)
    assert capsys.readouterr().out.endswith("has Tuesday 1 December, and goes live then once it is no draft.\n")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (
            MONDAY,
            'Monday 30 November has "Title of a" on beta; the next free day is Tuesday 1 December: --on 2026-12-01',
        ),
        (SUNDAY, "Sunday 6 December is a rest day; the next free day is Monday 7 December: --on 2026-12-07"),
        ("2026-11-27", "Friday 27 November has passed"),
        ("2026-10-27", "Tuesday 27 October is before 2026-11-23, where the cadence begins"),
    ],
)
def test_a_day_that_is_not_free(world: World, capsys: Said, day: str, why: str) -> None:
    world.write("beta", "a", MONDAY)
    path = world.write("alpha", "mine", "2026-12-24")
    run("schedule", "mine", "--on", day, code=1)
    assert why in capsys.readouterr().err
    assert date_line(path) == "date: 2026-12-24"


def test_insert_moves_waiting_posts_and_nothing_else(world: World, capsys: Said) -> None:
    paths = {
        "a": world.write("beta", "a", f"{TUESDAY}  # comment"),
        "b": world.write("alpha", "b", f"{WEDNESDAY} 09:00:00"),
        "d": world.write("beta", "d", "2026-12-05"),
        "far": world.write("beta", "far", "2026-12-08"),
        "mine": world.write("alpha", "mine", THURSDAY),
    }
    before = {slug: path.read_bytes() for slug, path in paths.items()}
    run("schedule", "mine", "--insert", TUESDAY)
    said = capsys.readouterr().out
    assert {slug: path.read_bytes() for slug, path in paths.items()} == before, "nobody has agreed yet"
    for line in ("--yes writes this.", "-date: 2026-12-03", "+date: 2026-12-01", "+date: 2026-12-02  # comment"):
        assert line in said.splitlines()
    run("schedule", "mine", "--insert", TUESDAY, "--yes")
    assert {slug: date_line(path)[6:] for slug, path in paths.items()} == {
        "mine": TUESDAY, "a": f"{WEDNESDAY}  # comment", "b": f"{THURSDAY} 09:00:00", "d": "2026-12-05",
        "far": "2026-12-08",
    }  # fmt: skip
    assert "others take their next" in capsys.readouterr().out
    main(["check", "--today", MONDAY, "--strict"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("typed", "writes"), [("n\n", False), ("\x04", False), ("y\n", True)])
def test_a_terminal_is_asked(world: World, typed: str, writes: bool) -> None:
    world.write("beta", "a", TUESDAY)
    path = world.write("alpha", "mine", THURSDAY)
    near, far = os.openpty()
    command = [sys.executable, "-m", "mkdocs_momentum", "schedule", "mine", "--insert", TUESDAY, "--today", MONDAY]
    with subprocess.Popen(command, stdin=far, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        os.write(near, typed.encode())
        out, err = (text.decode() for text in process.communicate(timeout=60))
    os.close(near)
    os.close(far)
    assert (process.returncode, err) == (0, "")
    assert ("Nothing was written." not in out) is writes
    assert date_line(path) == f"date: {TUESDAY if writes else THURSDAY}"


def test_insert_steps_over_days_that_are_taken(world: World) -> None:
    world.write("beta", "first", MONDAY)
    world.release(MONDAY)
    path = world.write("beta", "a", "2026-12-05")
    mine = world.write("alpha", "mine", "2026-12-24")
    assert main(["schedule", "mine", "--insert", MONDAY, "--today", MONDAY]) == 1
    run("schedule", "mine", "--insert", "2026-12-05", "--yes")
    assert (date_line(mine), date_line(path)) == ("date: 2026-12-05", "date: 2026-12-07")


def test_public_posts_are_not_scheduled(world: World, capsys: Said) -> None:
    world.write("alpha", "a", MONDAY)
    world.release(MONDAY)
    run("schedule", "a", code=1)
    assert "went live on 2026-11-30" in capsys.readouterr().err
    run("schedule", "nowhere", code=1)
    assert "there is no such post" in capsys.readouterr().err
    (world.folder / "circle").symlink_to(world.folder / "circle")
    for command in (["explain"], ["syndicate"]):
        run(*command, str(world.folder / "circle"), code=1)
        assert "there is no such post" in capsys.readouterr().err
    world.write("beta", "a", TUESDAY)
    run("explain", "a", code=1)
    assert "names 2 posts; write alpha:docs/blog/posts/a.md or beta:docs/blog/posts/a.md" in capsys.readouterr().err


def explained(capsys: Said, name: str = "mine") -> str:
    run("explain", name)
    return capsys.readouterr().out.strip()


def test_explain_says_when_and_why(world: World, capsys: Said) -> None:
    world.write("beta", "a", f"{MONDAY} 07:00:00")
    path = world.write("alpha", "mine", MONDAY)
    mine = '"Title of mine" on alpha'
    assert explained(capsys) == f"{mine} goes live on Monday 30 November, the day in its date."
    assert explained(capsys, "a").endswith(
        'goes live on Tuesday 1 December: Monday 30 November has "Title of mine" on alpha.'
    )
    path.write_text(path.read_text().replace(MONDAY, SUNDAY))
    assert explained(capsys) == (
        f"{mine} goes live on Monday 7 December: Sunday 6 December is a rest day. "
        "Its file has changes that no commit holds, and release leaves it alone until they are committed."
    )
    path.write_text(path.read_text().replace(f"date: {SUNDAY}", "date: 2026-11-27\ndraft: true"))
    world.commit("alpha", "Draft")
    assert explained(capsys) == (
        f"{mine} is a draft, so it has no day. Without draft: true it would go live on Tuesday 1 December: "
        "Friday 27 November has passed, and this is the first day that is open."
    )
    path.write_text(path.read_text().replace("2026-11-27\ndraft: true", "soon"))
    assert explained(capsys) == f"{mine} is held: date: soon is not a date (line 3); write date: 2026-11-24."
    path.write_text(path.read_text().replace("soon", "2020-01-01"))
    git(path.parent, "commit", "-qam", "Old", "--date", "2020-01-01T00:00:00Z")
    run("explain", "mine", "--json")
    assert json.loads(capsys.readouterr().out)["title"] == "Title of mine"
    path.write_text(path.read_text().replace("2020-01-01", f"{MONDAY}\ncanonical_url: https://else.example/x"))
    assert explained(capsys) == f"{mine} is a copy of https://else.example/x, so it is public at once and takes no day."


def test_explain_after_the_release(world: World, capsys: Said) -> None:
    world.write("alpha", "mine", MONDAY)
    world.release(MONDAY)
    assert explained(capsys) == (
        '"Title of mine" on alpha went live on Monday 30 November. '
        "Its address is https://alpha.example/blog/2026/11/30/title-of-mine/."
    )


@pytest.mark.parametrize(
    ("wish", "until"),
    [
        (f"{TUESDAY} 22:30:00", "14:30"),  # naive is UTC to the blog plugin, and the writer is eight hours west
        (f"{TUESDAY}T22:30:00-08:00", "22:30"),
        (TUESDAY, ""),  # midnight UTC is the evening before
        (f"{TUESDAY} 05:00:00", ""),
    ],
)
def test_explain_tells_of_a_time_that_is_still_ahead(world: World, capsys: Said, wish: str, until: str) -> None:
    world.write("alpha", "mine", wish)
    assert explained(capsys).endswith("the day in its date."), "nothing hides it here"
    path = world.folder / "alpha/mkdocs.yml"
    path.write_text(path.read_text().replace("blog_dir: blog", "blog_dir: blog, draft_if_future_date: true"))
    trap = (
        f"draft_if_future_date alone would hide it until {until} that day; momentum shows it as soon as it is released."
    )
    assert explained(capsys).endswith(trap if until else "the day in its date.")


def test_east_of_greenwich_a_bare_date_is_still_ahead_too(world: World, capsys: Said) -> None:
    config = world.folder / "momentum.yml"
    config.write_text(config.read_text().replace("America/Los_Angeles", "Pacific/Auckland"))
    path = world.folder / "alpha/mkdocs.yml"
    path.write_text(path.read_text().replace("blog_dir: blog", "blog_dir: blog, draft_if_future_date: true"))
    world.write("alpha", "mine", TUESDAY)
    assert "would hide it until 13:00 that day" in explained(capsys)


def test_explain_tells_of_a_site_without_the_plugin(world: World, capsys: Said) -> None:
    unlist_plugin(world)
    world.write("alpha", "mine", TUESDAY)
    assert explained(capsys).endswith("Its site builds without the plugin momentum, and such a build shows it at once.")
    unlist_plugin(world, ", draft_if_future_date: true")
    assert explained(capsys).endswith("such a build shows it from the moment in its date on.")


def test_what_a_scheduled_post_wishes_for_is_what_it_gets(world: World) -> None:
    for number in range(4):
        world.write("beta", f"b{number}", "2026-11-25")
    for number in range(3):
        world.write("alpha", f"a{number}", "2026-12-24")
        run("schedule", f"a{number}")
    days = [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, "2026-12-04", "2026-12-05", SUNDAY, "2026-12-07"]
    released = [world.release(day).post for day in days]
    assert [post.key.path[-5:-3] if post else "" for post in released] == ["b0", "b1", "b2", "b3", "a0", "a1", "", "a2"]


def test_a_draft_waits_behind_no_post_that_has_today_already(world: World, capsys: Said) -> None:
    world.write("alpha", "a", MONDAY)
    world.write("beta", "b", MONDAY, "draft: true\n")
    run("explain", "b")
    assert "Without draft: true it would go live on Tuesday 1 December" in capsys.readouterr().out
    day, key = date.fromisoformat(MONDAY), PostKey("alpha", "docs/blog/posts/a.md")
    ledger_of(world.config()).claim(new_claim(day, key, "", datetime(2026, 11, 30, 18, tzinfo=UTC)))
    run("explain", "b")
    assert "Without draft: true it would go live on Tuesday 1 December" in capsys.readouterr().out
