"""The package as people get it: built once, installed without the source, and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from fresh import fresh_python, install, own_env
from support import git

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "site", "dist", "momentum-demo")


def run(*args: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
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
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.2 has none
        archive.extractall(folder / "unpacked")  # noqa: S202 - made a moment ago, of this project
    (source,) = (folder / "unpacked").iterdir()
    done = run(sys.executable, "-c", call, "build_wheel", folder, cwd=source)
    assert done.returncode == 0, done.stderr
    wheel = folder / done.stdout.split()[-1]
    shutil.rmtree(folder / "tree")
    shutil.rmtree(folder / "unpacked")
    return sdist, wheel


@pytest.fixture(scope="module")
def python(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the package from the wheel alone."""
    found = fresh_python(tmp_path_factory.mktemp("installed"))
    install(found, built[1])
    return found


def files_in(name: str) -> list[Path]:
    """What a fresh checkout has there."""
    left_out = {"__pycache__", "site", ".cache"}
    return [path for path in (ROOT / name).rglob("*.*") if path.is_file() and not left_out & {*path.parts}]


def test_what_is_in_them(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["LICENSE", "README.md", "CHANGELOG.md", "action.yml", "mkdocs.yml", "docs/start.md", "tests/support.py"]
    assert set(wanted) <= names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name]
    names = set(zipfile.ZipFile(built[1]).namelist())
    # Every file of the package, schema, starters and templates among them, and the example sites.
    files = [path.relative_to(ROOT).as_posix() for path in files_in("mkdocs_momentum")]
    example = [f"mkdocs_momentum/{path.relative_to(ROOT).as_posix()}" for path in files_in("example-site")]
    assert "mkdocs_momentum/starters/script.sh" in files
    assert {*files, *example} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]


def test_it_runs_without_the_source(python: Path, tmp_path: Path) -> None:
    env = own_env(python)
    where = run(python, "-c", "import mkdocs_momentum as m; print(m.__file__)", cwd=tmp_path, env=env)
    assert where.stdout.startswith(str(python.parent.parent))
    listed = "from importlib.metadata import entry_points as e; print(sorted(p.value for p in e(name='momentum')))"
    points = run(python, "-c", listed, cwd=tmp_path, env=env).stdout
    assert points.strip() == "['mkdocs_momentum.cli:main', 'mkdocs_momentum.plugin:MomentumPlugin']"
    root = tmp_path / "blog"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    (root / "docs/posts").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Blog\nplugins: [search]\n")
    (root / "docs/index.md").write_text("# Home\n")
    for slug in ("one", "two"):
        (root / f"docs/posts/{slug}.md").write_text("---\ndate: 2026-11-03\n---\n\n# Words\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    momentum: list[str | Path] = [python.with_name("momentum"), "--today", "2026-11-03"]
    for words in (["init", "--yes", "--ci", "github"], ["release"], ["status"], ["page", "-o", "../page.html"],
                  ["calendar", "-o", "../plan.ics"], ["check"]):  # fmt: skip
        done = run(*momentum, *words, cwd=root, env=env)
        assert (done.returncode, done.stderr) == (0, ""), words
    built = run(python, "-m", "mkdocs", "build", "-q", "--strict", cwd=root, env=env)
    assert built.returncode == 0, built.stderr
    assert (root / "site/posts/one/index.html").exists()
    assert not (root / "site/posts/two").exists()
    data = json.loads(run(*momentum, "status", "--json", cwd=root, env=env).stdout)
    assert data["next_change"]["day"] == "2026-11-04"


def test_the_demo_plays_on_the_example_sites_inside(python: Path, tmp_path: Path) -> None:
    done = run(python.with_name("momentum"), "demo", cwd=tmp_path, env=own_env(python))
    assert done.returncode == 0, done.stderr
    assert "momentum-demo" in done.stdout
    assert (tmp_path / "momentum-demo").is_dir()


def test_its_types_are_there_for_others(python: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(
        "from datetime import date\nfrom pathlib import Path\nfrom mkdocs_momentum.momentum import load, look\n"
        "reveal_type(look(load(None, Path()), date(2026, 11, 3)).plan)\n"
    )
    command: list[str | Path] = [python, "-m", "mypy", "--strict", "--follow-imports=silent", "use.py"]
    done = run(*command, cwd=tmp_path, env=own_env(python))
    plan = "fallback=mkdocs_momentum.core.status.PlannedPost], ...]"
    assert plan in done.stdout, done.stdout + done.stderr


def test_every_dependency_has_a_lowest_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [entry for extra in project["optional-dependencies"].values() for entry in extra]
    assert all(re.match(r"[\w.-]+>=\d", entry) for entry in [*project["dependencies"], *extras])
    assert not any(re.match(r"(mkdocs|properdocs|mkdocs-ng)\b(?!-)", entry) for entry in project["dependencies"])
