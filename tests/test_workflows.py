"""CI as `init` sets it up: the shell steps of each forge's file, as they are, on a forge that asks for a login."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from fresh import fresh_python, own_env
from git_hubs import ALL_PROTOCOLS, bare, http_hub
from runner_world import read_outputs
from support import git

from mkdocs_momentum.core.starter import CI_FILES
from mkdocs_momentum.tasks.setup import propose

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.now(UTC).date()
SINCE = TODAY - timedelta(days=2)
TOKEN = "token-canary"  # noqa: S105 - looked for in the log
MKDOCS_YML = "site_name: {0}\nsite_url: https://{0}.example/\nplugins: [search]\n"
POST = "---\ntitle: One of {0}\ndate: {1}\n---\n\nWords.\n"
UNDO = ("GIT_", "GITHUB_", "CI", "MOMENTUM_")


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, which is what a runner gets from the registry."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheels")
    tree = folder / "tree"
    for name in ("mkdocs_momentum", "example-site"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree / name)
    call = "import hatchling.build as b, sys; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", call, folder], cwd=tree, check=True, capture_output=True)
    shutil.rmtree(tree)
    return folder


@dataclass(frozen=True)
class Forge:
    """A forge on the loopback, a writer's machine, and runners."""

    folder: Path
    url: str
    wheels: Path

    def make(self, name: str, address: str, *, is_site: bool = True) -> Path:
        """A repository on the forge and the writer's clone of it, whose remote has another form of the address."""
        bare(self.folder / f"srv/me/{name}.git")
        root = self.folder / "writer" / name if is_site else self.folder / "writer"
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")
        git(root, "remote", "add", "origin", address.format(name))
        if is_site:
            (root / "docs/posts").mkdir(parents=True)
            (root / "mkdocs.yml").write_text(MKDOCS_YML.format(name))
            (root / "docs/index.md").write_text("# Home\n")
            (root / "docs/posts/one.md").write_text(POST.format(name, TODAY - timedelta(days=1)))
        return root

    def send(self, name: str, root: Path) -> None:
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "Set up")
        git(root, "push", "-q", str(self.folder / f"srv/me/{name}.git"), "main")

    def set_up(self, forge: str, address: str) -> Path:
        """Two sites and a hub, by `init`."""
        sites = [self.make(name, address) for name in ("alpha", "beta")]
        hub = self.make("hub", address, is_site=False)
        propose(hub, [], SINCE, ("UTC", ""), forge).apply()
        config = hub / "momentum.yml"
        config.write_text(config.read_text().replace("rest: [sunday]", "rest: []"))
        for root in sites:
            self.send(root.name, root)
        self.send("hub", hub)
        return hub

    def runner(self, name: str, **given: str) -> dict[str, str]:
        """The environment of a fresh machine, with a Python of its own into which pip installs."""
        home = self.folder / name
        (home / "work").mkdir(parents=True)
        python = fresh_python(home)
        mkdocs = python.with_name("mkdocs")
        mkdocs.write_text(f'#!/bin/sh\nexec "{python}" -m mkdocs "$@"\n')
        mkdocs.chmod(0o755)
        kept = {key: value for key, value in own_env(python).items() if not key.startswith(UNDO)}
        return {
            **kept,
            "HOME": str(home),
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_NO_INDEX": "1",
            "MOMENTUM_GIT_PROTOCOLS": ALL_PROTOCOLS,
            "GIT_CONFIG_NOSYSTEM": "1",
            "CI": "true",
            **given,
        }

    def actions(self, name: str, repository: str = "me/hub", **given: str) -> dict[str, str]:
        """What a runner of GitHub's, Forgejo's or Gitea's kind sets."""
        temp = self.folder / name
        return self.runner(
            name,
            GITHUB_ACTIONS="true",
            GITHUB_SERVER_URL=self.url,
            GITHUB_REPOSITORY=repository,
            GITHUB_RUN_ATTEMPT="1",
            GITHUB_OUTPUT=str(temp / "output"),
            GITHUB_STEP_SUMMARY=str(temp / "summary.md"),
            RUNNER_TEMP=str(temp),
            **given,
        )

    def marked(self) -> dict[str, str]:
        """The sites' marks, as the forge has them."""
        found = {}
        for name in ("alpha", "beta"):
            text = git(self.folder / f"srv/me/{name}.git", "show", "main:docs/posts/one.md")
            marks = [line.removeprefix("released: ") for line in text.splitlines() if line.startswith("released: ")]
            if marks:
                found[name] = marks[0]
        return found


@pytest.fixture
def forge(tmp_path: Path, wheels: Path) -> Iterator[Forge]:
    (tmp_path / "srv").mkdir()
    with http_hub(tmp_path / "srv", token=TOKEN) as url:
        yield Forge(tmp_path, url, wheels)


def shell(step: str, folder: Path, env: dict[str, str], program: str = "sh") -> str:
    options = ["--noprofile", "--norc", "-eo", "pipefail"] if program == "bash" else ["-e"]
    done = subprocess.run([program, *options, "-c", step], cwd=folder, env=env, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert TOKEN not in done.stdout + done.stderr
    return done.stdout


def steps_of(path: Path, job: str = "release") -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text())["jobs"][job]["steps"])


def check_two_days(forge: Forge, first: str, second: str) -> None:
    assert "goes live on alpha today" in first
    assert 'has its post: "One of alpha" on alpha.' in second
    assert forge.marked() == {"alpha": TODAY.isoformat()}
    assert git(forge.folder / "srv/me/hub.git", "tag") == f"momentum/{TODAY}"


@pytest.mark.parametrize("name", ["forgejo", "gitea"])
def test_forgejo_and_gitea(forge: Forge, name: str) -> None:
    hub = forge.set_up(name, "git@127.0.0.1:me/{0}.git")
    (step,) = steps_of(hub / CI_FILES[name])
    said = []
    for machine in ("one", "two"):
        own = {f"{name.upper()}_TOKEN": "", "GITEA_ACTIONS": "true"} if name == "gitea" else {"FORGEJO_ACTIONS": "true"}
        env = forge.actions(machine, MOMENTUM_TOKEN=TOKEN, **own)
        said.append(shell(step["run"], forge.folder / machine / "work", env))
        told = read_outputs(Path(env["GITHUB_OUTPUT"]))
        assert told["released"] == ("true" if machine == "one" else "false")
    check_two_days(forge, *said)
    assert "::stop-commands::" in said[0]


def test_gitlab(forge: Forge) -> None:
    hub = forge.set_up("gitlab", "ssh://git@127.0.0.1:2222/me/{0}.git")
    (run,) = yaml.safe_load((hub / CI_FILES["gitlab"]).read_text())["momentum"]["script"]
    said = []
    for machine in ("one", "two"):
        env = forge.runner(
            machine,
            MOMENTUM_TOKEN=TOKEN,
            CI_SERVER_URL=forge.url,
            CI_SERVER_HOST="127.0.0.1",
            CI_SERVER_SHELL_SSH_HOST="127.0.0.1",
            CI_SERVER_SHELL_SSH_PORT="2222",
            CI_PROJECT_URL=f"{forge.url}/me/hub",
            CI_COMMIT_REF_NAME="main",
            CI_PIPELINE_SOURCE="schedule",
        )
        said.append(shell(run, forge.folder / machine / "work", env))
    check_two_days(forge, *said)
    assert "::" not in said[0]


def check_out(forge: Forge, env: dict[str, str], given: dict[str, Any], own: str, *, keeps_login: bool) -> None:
    """What `actions/checkout` leaves behind: a clone whose own settings hold the login, if they hold it."""
    place = Path(env["HOME"]) / "work" / str(given.get("path", "."))
    name = str(given.get("repository", own)).partition("/")[2]
    place.mkdir(parents=True, exist_ok=True)
    git(place, "init", "-q", "-b", "main")
    git(place, "pull", "-q", str(forge.folder / f"srv/me/{name}.git"), str(given.get("ref", "main")))
    git(place, "remote", "add", "origin", f"{forge.url}/me/{name}")
    git(place, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(place, "branch", "-q", "--set-upstream-to=origin/main")
    if keeps_login:
        git(place, "config", "credential.helper", f"!f() {{ echo username=x; echo password={TOKEN}; }}; f")


def run_job(forge: Forge, machine: str, path: Path, own: str, job: str = "release") -> tuple[str, dict[str, str]]:
    """A job's steps in their order: what was said, and the outputs."""
    env = forge.actions(machine, f"me/{own}")
    said = ""
    for step in steps_of(path, job):
        if step.get("uses", "").startswith("actions/checkout@"):
            given = step["with"]
            keeps = given.get("persist-credentials", True)
            check_out(forge, env, given, f"me/{own}", keeps_login=keeps)
        if "run" in step:
            more = {"MOMENTUM_TOKEN": TOKEN} if "MOMENTUM_TOKEN" in step.get("env", {}) else {}
            folder = Path(env["HOME"]) / "work" / step.get("working-directory", ".")
            said += shell(step["run"], folder, env | more, "bash")
    return said, read_outputs(Path(env["GITHUB_OUTPUT"]))


def test_github_with_a_hub(forge: Forge) -> None:
    hub = forge.set_up("github", "git@127.0.0.1:me/{0}.git")
    said = []
    for machine in ("one", "two"):
        out, told = run_job(forge, machine, hub / CI_FILES["github"], "hub")
        said.append(out)
        assert told["released"] == ("true" if machine == "one" else "false")
    check_two_days(forge, *said)


def test_github_with_one_site(forge: Forge) -> None:
    root = forge.make("alpha", "git@127.0.0.1:me/{0}.git")
    (root / "docs/posts/two.md").write_text(POST.format("another", TODAY - timedelta(days=1)))
    propose(root, [], SINCE, ("UTC", ""), "github").apply()
    config = root / "momentum.yml"
    config.write_text(config.read_text().replace("rest: [sunday]", "rest: []"))
    forge.send("alpha", root)
    path = root / CI_FILES["github"]
    said, told = run_job(forge, "one", path, "alpha")
    assert told["released"] == "true"
    assert told["post"] == "docs/posts/one.md"
    assert "goes live on alpha today" in said
    assert run_job(forge, "two", path, "alpha")[1]["released"] == "false"
    # The deploy job on a machine where its requirements are there already.
    env = forge.actions("three", "me/alpha")
    steps = steps_of(path, "deploy")
    check_out(forge, env, steps[0]["with"], "me/alpha", keeps_login=False)
    shell(next(step["run"] for step in steps if step.get("name") == "Build"), forge.folder / "three/work", env, "bash")
    place = forge.folder / "three/work" / next(s["with"]["path"] for s in steps if "upload" in s.get("uses", ""))
    assert (place / "posts/one/index.html").is_file()
    assert not (place / "posts/two").exists()


def test_one_release_and_one_deploy_do_not_take_each_others_place(forge: Forge) -> None:
    """A pending run gives way to a newer one of its group, so releases and deploys have a group each."""
    root = forge.make("alpha", "git@github.com:me/{0}.git")
    propose(root, [], SINCE, ("UTC", ""), "github").apply()
    workflow = yaml.safe_load((root / CI_FILES["github"]).read_text())
    assert "concurrency" not in workflow
    groups = {name: job["concurrency"] for name, job in workflow["jobs"].items()}
    assert len({group["group"] for group in groups.values()}) == len(groups) == 2
    assert not any(group["cancel-in-progress"] for group in groups.values())
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["release"]["permissions"] == {"contents": "write"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}


def test_the_script_goes_on_where_it_can(forge: Forge) -> None:
    """A site without a remote, one with changes of the writer's, one that cannot be had: the others go on."""
    hub = forge.set_up("script", str(forge.folder / "srv/me/{0}.git"))
    env = forge.runner("one")
    shell("python -m pip install --quiet mkdocs-momentum", forge.folder / "one/work", env)
    writer = forge.folder / "writer"
    for name in ("alpha", "beta"):
        git(writer / name, "fetch", "-q")
        git(writer / name, "branch", "-q", "--set-upstream-to=origin/main")
    index = writer / "beta/docs/index.md"
    index.write_text("# Being written\n")
    text = (hub / "momentum-release.sh").read_text()
    assert re.findall(r"^fetch (\S+) ", text, re.MULTILINE) == [".", "alpha", "beta"]
    done = subprocess.run(["sh", hub / "momentum-release.sh"], env=env, cwd="/", capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "goes live on alpha today" in done.stdout
    assert index.read_text() == "# Being written\n"
    (hub / "momentum-release.sh").write_text(text.replace("fetch beta", "fetch nowhere /nowhere.git main\nfetch beta"))
    done = subprocess.run(["sh", hub / "momentum-release.sh"], env=env, cwd="/", capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "alpha" in done.stdout, "and yet it went on"
