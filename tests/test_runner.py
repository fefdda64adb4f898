"""What a CI runner is told, by the real shell steps of action and workflows, with the variables that a runner sets."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from runner_world import Forge, command_env, read_outputs, shell
from support import git

from mkdocs_momentum import momentum
from mkdocs_momentum.core.posts import Post, PostKey, State
from mkdocs_momentum.core.starter import CiPlan, Clone
from mkdocs_momentum.views.cifiles import ci_file
from mkdocs_momentum.views.ical import calendar_text
from mkdocs_momentum.views.page import render_page
from mkdocs_momentum.views.runner import output_file, outputs, summary

from view_states import TODAY, make, post, states  # isort: skip

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-10-06"
OUTPUTS = set(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["outputs"])
HOSTILE = (
    "x%0A::set-output name=released::no",
    "::error::x",
    "##[set-output name=site;]x",
    "</script><script>alert(1)</script>",
    "</pre>\n\n# big\n\n![x](https://evil.example/x.png)",
    "\x1b[31mred\x1b]0;title\x07 and \u202eback",
    "x" * 10_000,
    "שלום עולם مرحبا",
    "a\r\nEND:VEVENT\r\nSUMMARY:another",
    "```\nfence",
)


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    made = Forge.make(tmp_path, ("alpha", "beta"), "2026-10-05")
    made.write("alpha", {"one.md": f"---\ntitle: One\ndate: {DAY}\n---\n\nWords.\n"})
    made.write("beta", {"two.md": f"---\ntitle: Two\ndate: {DAY}\n---\n\nWords.\n"})
    return made


def action_step(name: str) -> str:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    return str(next(step["run"] for step in steps if step.get("name") == name))


def step_env(machine: Path, **given: str) -> dict[str, str]:
    inputs = {"CONFIG": ".", "SITE": "", "PUSH": "true", "RUN": ""}
    named = {f"INPUT_{key}": given.pop(key, value) for key, value in inputs.items()}
    return command_env(machine, **named, **given, MOMENTUM_TOKEN="token-canary")  # noqa: S106 - looked for in the log


def on(day: str, step: str) -> str:
    """The step as it runs on another day."""
    given = f"--ci --today {day}"
    return step.replace("release --ci", f"release {given}").replace("--push --ci", f"--push {given}")


@pytest.fixture
def release_step() -> str:
    return on(DAY, action_step("Let today's post out"))


def run_step(step: str, machine: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    env = step_env(machine, **given)
    Path(env["GITHUB_OUTPUT"]).unlink(missing_ok=True)
    done = shell(step, machine, env)
    return done, read_outputs(Path(env["GITHUB_OUTPUT"]))


def test_the_step_releases_once_and_says_so(forge: Forge, release_step: str) -> None:
    done, told = run_step(release_step, forge.machine("one"))
    assert done.returncode == 0, done.stderr
    assert told == {
        "released": "true",
        "site": "alpha",
        "post": "docs/posts/one.md",
        "url": "https://alpha.example/posts/one/",
        "day": DAY,
        "next_change": json.dumps({"day": "2026-10-07", "site": "beta", "post": "docs/posts/two.md"}),
    }
    assert "token-canary" not in done.stdout + done.stderr
    assert "goes live on alpha" in (forge.folder / "one/runner/summary.md").read_text()
    assert forge.public(date.fromisoformat(DAY)) == {"docs/posts/one.md"}
    done, told = run_step(release_step, forge.machine("two"))
    assert (done.returncode, told["released"], told["site"]) == (0, "false", "")
    assert not (forge.folder / "home").exists()


def test_a_run_that_a_person_repeats_deploys_again(forge: Forge, release_step: str) -> None:
    run_step(release_step, forge.machine("one"))
    _, told = run_step(release_step, forge.machine("two"), GITHUB_RUN_ATTEMPT="2")
    assert (told["released"], told["site"]) == ("true", "alpha")
    _, told = run_step(release_step, forge.machine("two"), GITHUB_RUN_ATTEMPT="2", SITE="beta")
    assert told["released"] == "false"


def test_a_deploy_that_ends_badly_takes_the_release_back(forge: Forge, release_step: str) -> None:
    done, told = run_step(release_step, forge.machine("one"), RUN="echo building\nfalse\necho never > reached")
    assert done.returncode == 1
    assert told["released"] == "false"
    assert "taken back" in done.stderr
    assert not (forge.folder / "one/reached").exists()
    assert forge.public(date.fromisoformat(DAY)) == set()
    done, told = run_step(release_step, forge.machine("two"), RUN='echo "$PWD" > deployed', GITHUB_RUN_ATTEMPT="2")
    assert (done.returncode, told["released"]) == (0, "true")
    assert (forge.folder / "two/deployed").exists()


def test_a_day_with_nothing_deploys_nothing(forge: Forge) -> None:
    sunday = on("2026-10-11", action_step("Let today's post out"))
    done, told = run_step(sunday, forge.machine("one"), RUN="echo x > deployed")
    assert (done.returncode, told["released"]) == (0, "false")
    assert not (forge.folder / "one/deployed").exists()


def test_only_the_named_site(forge: Forge, release_step: str) -> None:
    done, told = run_step(release_step, forge.machine("one"), SITE="beta")
    assert (done.returncode, told["released"]) == (0, "false")
    assert json.loads(told["next_change"])["site"] == "alpha"
    assert forge.public(date.fromisoformat(DAY)) == set()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text_in_the_log_and_nothing_in_outputs(forge: Forge, release_step: str, title: str) -> None:
    forge.write("alpha", {"one.md": f"---\ntitle: {json.dumps(title)}\ndate: {DAY}\n---\n\nWords.\n"})
    done, told = run_step(release_step, forge.machine("one"))
    assert done.returncode == 0, done.stderr
    assert (told["released"], told["site"], set(told)) == ("true", "alpha", OUTPUTS)
    lines = done.stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert lines[-1] == f"::{token}::"
    assert not any(line.lstrip().startswith(("::", "##[")) for line in lines[1:-1])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)
    text = (forge.folder / "one/runner/summary.md").read_text()
    assert text.startswith("<pre>\n")
    assert text.endswith("</pre>\n")
    assert text.count("<") == 2
    assert len(text) < 25_000
    git(forge.machine("two") / "alpha", "log", "-1", "--format=%s")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_in_calendar_and_page(title: str) -> None:
    released = post(2, State.RELEASED, date(2026, 11, 20), title=title)
    report = make([post(1, State.WAITING, TODAY, title=title), released])
    text = calendar_text(report)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 2
    assert all("\n" not in str(event["summary"]) and len(str(event["summary"])) <= 200 for event in events)
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text.replace("\t", ""))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    page = render_page(report)
    assert "<script" not in page
    assert "alert(1)</script>" not in page


def test_outputs_cannot_be_ended_early() -> None:
    values = outputs(TODAY, post(1, State.RELEASED, TODAY), None)
    assert set(values) == OUTPUTS
    assert values["next_change"] == ""
    with pytest.raises(ValueError, match="delimiter"):
        output_file({"post": "a\nEOF\nb=c"}, "EOF")


def test_every_summary_reads_like_the_screen() -> None:
    for name, report in states():
        text = summary(report, "A line.")
        assert text.startswith("<pre>\nA line.\n\n"), name
        assert not re.search(r"[ \t]$", text, re.MULTILINE) or name


def event_of(text: str) -> Any:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")[0]


def test_uids_are_stable_and_the_calendar_moves_events() -> None:
    first, second = (make([post(1, State.WAITING, day)]) for day in (TODAY, date(2026, 11, 27)))
    one, two = (event_of(calendar_text(report)) for report in (first, second))
    assert one["uid"] == two["uid"]
    assert (one["dtstart"].dt, two["dtstart"].dt) == (TODAY, date(2026, 11, 27))
    assert type(one["dtstart"].dt) is date
    assert calendar_text(first) == calendar_text(first)
    released = make([post(1, State.RELEASED, TODAY)])
    assert event_of(calendar_text(released))["uid"] == one["uid"]


def test_only_what_is_live_has_an_address() -> None:
    posts = [post(1, State.RELEASED, TODAY), post(2, State.WAITING, date(2026, 11, 27))]
    assert all(entry.url for entry in posts)
    events = icalendar.Calendar.from_ical(calendar_text(make(posts))).walk("VEVENT")
    assert [(str(event["status"]), "url" in event) for event in events] == [("CONFIRMED", True), ("TENTATIVE", False)]


def test_every_state_has_a_calendar() -> None:
    for _name, report in states():
        calendar = icalendar.Calendar.from_ical(calendar_text(report))
        assert len(calendar.walk("VEVENT")) >= len(report.plan)


def test_a_file_name_with_a_newline_is_one_line_of_output() -> None:
    named = Post(PostKey("alpha", "docs/a\nreleased=no\udcff.md"), State.RELEASED, "A title", released=TODAY)
    assert "\n" not in outputs(TODAY, named, None)["post"]


def hub_workflow(folder: Path) -> dict[str, Any]:
    del folder
    clones = tuple(Clone(name, name, f"git@github.com:me/{name}.git") for name in ("alpha", "beta"))
    return dict(yaml.safe_load(ci_file("github", CiPlan(clones))))


def test_the_hub_workflow_runs_and_is_pinned_and_modest(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow = hub_workflow(forge.folder)
    job = workflow["jobs"]["release"]
    assert workflow["permissions"] == {"contents": "write"}
    assert workflow["concurrency"] == {"group": "momentum", "cancel-in-progress": False}
    step = next(step for step in job["steps"] if step.get("id") == "momentum")
    machine = forge.machine("one")
    settings = forge.folder / "gitconfig"
    settings.touch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    done, told = run_step(on(DAY, step["run"]), machine)
    assert done.returncode == 0, done.stderr
    assert told["site"] == "alpha"
    assert "git.example" in settings.read_text()


def test_the_script_for_any_machine(forge: Forge) -> None:
    machine = forge.machine("one")
    shutil.rmtree(machine / "beta")
    clones = tuple(Clone(name, name, str(forge.folder / f"{name}.git")) for name in forge.sites)
    script = machine / "momentum-release.sh"
    script.write_text(on(DAY, ci_file("script", CiPlan(clones))))
    done = shell("sh momentum-release.sh", machine, step_env(machine, GITHUB_OUTPUT="", GITHUB_ACTIONS=""))
    assert done.returncode == 0, done.stderr
    assert done.stdout == '"One" goes live on alpha today, Tuesday 6 October.\n'
    assert (machine / "beta/mkdocs.yml").exists()


def shell_steps(data: Any) -> list[str]:
    if isinstance(data, dict):
        own = [data["run"]] if isinstance(data.get("run"), str) else []
        return own + [run for value in data.values() for run in shell_steps(value)]
    return [run for value in data for run in shell_steps(value)] if isinstance(data, list) else []


def files_of_ci() -> list[Path]:
    return [
        ROOT / "action.yml",
        *(ROOT / ".github/workflows").glob("*"),
        *(ROOT / "mkdocs_momentum/starters").glob("*"),
    ]


def test_every_action_is_pinned_to_a_commit_and_the_same_everywhere() -> None:
    pins, steps = set(), 0
    for path in files_of_ci():
        text = path.read_text()
        for used in re.findall(r"uses: (.*)", text):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), path
            pins.add(used)
        if path.suffix == ".yml":
            data = yaml.safe_load(re.sub(r"^@@\w+@@\n", "", text, flags=re.MULTILINE).replace("@@", ""))
            runs = shell_steps(data)
            steps += len(runs)
            assert not [run for run in runs if "${{" in run], path
    assert {used.partition("@")[0] for used in pins} >= {"actions/checkout", "actions/deploy-pages"}
    assert len(pins) == len({used.partition("@")[0] for used in pins}), "one pin for each"
    assert steps > 10, "or no step was read"


def test_the_install_step_installs(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("mkdocs_momentum", "example-site"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    env = command_env(tmp_path, GITHUB_ACTION_PATH=str(source), PYTHON=sys.executable, PIP_NO_DEPS="1")
    shutil.rmtree(tmp_path / "runner/momentum")
    # Without the network: what builds it comes from the environment of the tests.
    env |= {"PYTHONPATH": sysconfig.get_path("purelib"), "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1"}
    done = shell(action_step("Install"), tmp_path, env)
    assert done.returncode == 0, done.stderr
    said = subprocess.run([tmp_path / "runner/momentum/bin/momentum", "--version"], capture_output=True, text=True,
                          cwd=tmp_path, env=env, check=True)  # fmt: skip
    assert said.stdout.startswith("momentum ")
    assert momentum.__name__ == "mkdocs_momentum.momentum"
