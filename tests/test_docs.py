"""The documentation is a real site, says what the code does, and shows what really is printed."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from support import git

from mkdocs_momentum import momentum

ROOT = Path(__file__).resolve().parent.parent
NEW = Path(momentum.__file__).parent.parent
UNWANTED = re.compile(r"\b(overdue|missed|streaks?|catch up|debts?)\b", re.IGNORECASE)
POST = "---\ntitle: {title}\ndate: {day}\n---\n\nWords.\n"


def docs_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts/docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_commands_and_configuration_are_documented_as_they_are() -> None:
    for name, text in docs_script().pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, "run python scripts/docs.py"


def test_every_option_says_what_it_does() -> None:
    for line in docs_script().pages()["commands.md"].splitlines():
        assert not re.fullmatch(r"- `.*`:\s*", line), line


def test_the_site_builds_strictly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/gate/index.html").is_file()


@pytest.mark.parametrize("path", sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")))
def test_the_pages_are_calm(path: str) -> None:
    found = UNWANTED.search((ROOT / path).read_text(encoding="utf-8"))
    assert not found, found


def blogs(folder: Path) -> None:
    posts = {"healthyforge": ("Usable strength after 40", "2026-11-23"), "momentumpath": ("The small no", "2026-11-23")}
    for name, (title, day) in posts.items():
        root = folder / name
        git(folder, "init", "-q", "-b", "main", str(root))
        (root / "docs/blog/posts").mkdir(parents=True)
        (root / "mkdocs.yml").write_text(
            f"site_name: {name}\nsite_url: https://{name}.example/\ntheme: material\nplugins:\n  - search\n  - blog\n"
        )
        (root / "docs/index.md").write_text("# Home\n")
        (root / "docs/blog/index.md").write_text("# Blog\n")
        (root / "docs/blog/posts/first.md").write_text(POST.format(title=title, day=day))
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "Begin")


def transcript(folder: Path, commands: list[str]) -> str:
    env = {**os.environ, "TZ": "America/Los_Angeles", "PYTHONPATH": str(NEW), "COLUMNS": "80"}
    env["NO_MKDOCS_2_WARNING"] = "1"
    env |= {f"GIT_{role}_DATE": "2026-11-20T12:00:00" for role in ("AUTHOR", "COMMITTER")}
    told = []
    for command in commands:
        real = command.replace("momentum ", f"{sys.executable} -m mkdocs_momentum --today 2026-11-23 ", 1)
        real = real.replace("mkdocs build", f"{sys.executable} -m mkdocs build")
        done = subprocess.run(["bash", "-c", real], cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        told.append(f"$ {command}\n{done.stdout}")
    return "".join(told)


def test_the_transcript_is_a_real_one(tmp_path: Path) -> None:
    shown = re.search(r"```console\n(.*?)```", (ROOT / "docs/start.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    commands = [line.removeprefix("$ ") for line in shown[1].splitlines() if line.startswith("$ ")]
    assert len(commands) <= 5
    blogs(tmp_path)
    assert transcript(tmp_path, commands) == shown[1]
