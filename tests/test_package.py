"""The package as people get it: built once, installed without the source, and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from support import git

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "site", "dist", "momentum-demo")


def run(*args: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(args, cwd=cwd, env=env or dict(os.environ), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from it and not from the tree."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
    call = "import hatchling.build as b, sys; print(getattr(b, sys.argv[1])(sys.argv[2]))"
    done = run(sys.executable, "-c", call, "build_sdist", folder, cwd=folder / "tree")
    assert done.returncode == 0, done.stderr
    sdist = folder / done.stdout.split()[-1]
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    done = run(sys.executable, "-c", call, "build_wheel", folder, cwd=source)
    assert done.returncode == 0, done.stderr
    wheel = folder / done.stdout.split()[-1]
    shutil.rmtree(folder / "tree")
    shutil.rmtree(folder / "unpacked")
    return sdist, wheel


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the package is found in the wheel alone."""
    place = tmp_path_factory.mktemp("installed")
    options: list[str | Path] = ["-q", "--no-deps", "--no-index", "--target", place]
    done = run(sys.executable, "-m", "pip", "install", *options, built[1], cwd=place)
    assert done.returncode == 0, done.stderr
    path = os.pathsep.join([str(place), sysconfig.get_path("purelib")])
    return {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", "HERE": str(place)}


def test_what_is_in_them(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["LICENSE", "README.md", "CHANGELOG.md", "action.yml", "mkdocs.yml", "docs/start.md", "tests/support.py"]
    assert set(wanted) <= names
    names = set(zipfile.ZipFile(built[1]).namelist())
    wanted = ["py.typed", "momentum.schema.json", "starters/github.yml", "starters/script.sh"]
    assert {f"mkdocs_momentum/{name}" for name in [*wanted, "example-site/momentum.yml"]} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]


def test_it_runs_without_the_source(installed: dict[str, str], tmp_path: Path) -> None:
    where = run(sys.executable, "-c", "import mkdocs_momentum as m; print(m.__file__)", cwd=tmp_path, env=installed)
    assert where.stdout.startswith(installed["HERE"])
    root = tmp_path / "blog"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    (root / "docs/posts").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Blog\nplugins: [search]\n")
    (root / "docs/index.md").write_text("# Home\n")
    for slug in ("one", "two"):
        (root / f"docs/posts/{slug}.md").write_text("---\ndate: 2026-11-03\n---\n\n# Words\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    momentum = [sys.executable, "-m", "mkdocs_momentum", "--today", "2026-11-03"]
    for words in (["init", "--yes", "--ci", "github"], ["release"], ["status"], ["page", "-o", "../page.html"],
                  ["calendar", "-o", "../plan.ics"], ["check"]):  # fmt: skip
        done = run(*momentum, *words, cwd=root, env=installed)
        assert (done.returncode, done.stderr) == (0, ""), words
    built = run(sys.executable, "-m", "mkdocs", "build", "-q", "--strict", cwd=root, env=installed)
    assert built.returncode == 0, built.stderr
    assert (root / "site/posts/one/index.html").exists()
    assert not (root / "site/posts/two").exists()
    data = json.loads(run(*momentum, "status", "--json", cwd=root, env=installed).stdout)
    assert data["next_change"]["day"] == "2026-11-04"


def test_its_types_are_there_for_others(installed: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(
        "from datetime import date\nfrom pathlib import Path\nfrom mkdocs_momentum.momentum import load, look\n"
        "reveal_type(look(load(None, Path()), date(2026, 11, 3)).plan)\n"
    )
    env = installed | {"MYPYPATH": installed["HERE"]}
    done = run(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "use.py", cwd=tmp_path, env=env)
    assert "tuple[mkdocs_momentum.core.status.PlannedPost, ...]" in done.stdout, done.stdout + done.stderr


def test_every_dependency_has_a_lowest_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [entry for extra in project["optional-dependencies"].values() for entry in extra]
    assert all(re.match(r"[\w.-]+>=\d", entry) for entry in [*project["dependencies"], *extras])
    assert not any(re.match(r"(mkdocs|properdocs|mkdocs-ng)\b(?!-)", entry) for entry in project["dependencies"])
