"""Sites with bare remotes, a ledger, clones that machines use, and the environment that a CI runner sets."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support import git

from mkdocs_momentum import momentum
from mkdocs_momentum.config import Config
from mkdocs_momentum.core.posts import Post

MKDOCS_YML = """\
site_name: {name}
site_url: https://{name}.example/
plugins:
  - search
  - momentum: {{since: {since}, timezone: America/Los_Angeles, posts: docs/posts/*.md}}
"""


@dataclass(frozen=True)
class Forge:
    """Bare repositories, and machines with clones of all of them."""

    folder: Path
    sites: tuple[str, ...]
    since: str

    @classmethod
    def make(cls, folder: Path, sites: tuple[str, ...], since: str) -> Forge:
        made = cls(folder, sites, since)
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q", "--bare", "-b", "main", "ledger.git")
        for name in sites:
            git(folder, "init", "-q", "--bare", "-b", "main", f"{name}.git")
            git(folder, "clone", "-q", f"{name}.git", f"author/{name}")
            root = folder / "author" / name
            (root / "docs/posts").mkdir(parents=True)
            (root / "mkdocs.yml").write_text(MKDOCS_YML.format(name=name, since=since))
            (root / "docs/index.md").write_text("# Home\n")
            git(root, "checkout", "-q", "-B", "main")
            made.send(name, "Begin")
        return made

    def send(self, name: str, message: str) -> None:
        root = self.folder / "author" / name
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", message)
        git(root, "push", "-q", "-u", "origin", "main")

    def write(self, name: str, posts: dict[str, str]) -> None:
        """Posts by file name, each with its whole text."""
        for path, text in posts.items():
            (self.folder / "author" / name / "docs/posts" / path).write_text(text)
        self.send(name, "Write")

    def machine(self, name: str) -> Path:
        """A folder with fresh clones, or the same one brought up to date."""
        root = self.folder / name
        for site in self.sites:
            if (root / site).exists():
                if self._is_current(root / site, self.folder / f"{site}.git"):
                    continue
                git(root / site, "fetch", "-q", "origin")
                git(root / site, "reset", "-q", "--hard", "origin/main")
            else:
                root.mkdir(exist_ok=True)
                git(root, "clone", "-q", str(self.folder / f"{site}.git"), site)
        lines = ["timezone: America/Los_Angeles", f"since: {self.since}", "ledger: ../ledger.git", "sites:"]
        (root / "momentum.yml").write_text("\n".join([*lines, *(f"  {site}: {site}" for site in self.sites)]) + "\n")
        return root

    def _is_current(self, clone: Path, remote: Path) -> bool:
        tips = [clone / ".git/refs/heads/main", remote / "refs/heads/main"]
        return len({tip.read_text() for tip in tips}) == 1 and not (clone / ".git/touched").exists()

    def config(self, machine: Path) -> Config:
        return momentum.load(machine / "momentum.yml", machine)

    def posts(self, today: date) -> tuple[Post, ...]:
        """What the remotes hold now."""
        return momentum.look(self.config(self.machine("reader")), today).posts

    def public(self, today: date) -> set[str]:
        return {post.key.path for post in self.posts(today) if post.state.is_public}


def command_env(root: Path, **more: str) -> dict[str, str]:
    """What a runner sets, and `momentum` on the PATH."""
    temp = root / "runner"
    tools = temp / "momentum" / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    program = tools / "momentum"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mkdocs_momentum "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PYTHONPATH": str(Path(momentum.__file__).parent.parent),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://git.example",
        "GITHUB_REPOSITORY": "me/hub",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "RUNNER_TEMP": str(temp),
        **more,
    }


def shell(step: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One `run` step as a runner starts it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def read_outputs(path: Path) -> dict[str, str]:
    """`GITHUB_OUTPUT` as the runner reads it; the last value of a name counts."""
    found: dict[str, str] = {}
    lines = iter(path.read_text(encoding="utf-8").split("\n") if path.exists() else [])
    for line in lines:
        if "<<" in line and ("=" not in line or line.index("<<") < line.index("=")):
            name, _, delimiter = line.partition("<<")
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            else:
                raise ValueError(f"{name} does not end")
            found[name] = "\n".join(value)
        elif line:
            name, equals, value_text = line.partition("=")
            if not equals:
                raise ValueError(f"no output: {line!r}")
            found[name] = value_text
    return found
