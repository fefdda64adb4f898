"""The tests themselves: whatever they do, nothing comes into the home folder of whoever runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROBE = '''
import os, subprocess, sys
from pathlib import Path

import pytest


def touched() -> list[str]:
    """Keep something, as reading a site does, here and in a process of its own; and what git is told."""
    program = "from mkdocs_momentum.stores import cache; cache.save('heads', 'probe', 1); print(cache.folder())"
    exec(program)
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    name = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False).stdout
    return [str(Path.home()), there.strip(), name.strip()]


AT_IMPORT = touched()


@pytest.fixture(scope="session")
def early():
    return touched()


@pytest.fixture(scope="module")
def later():
    return touched()


def test_all(early, later):
    for home, cache, name in (AT_IMPORT, early, later, touched()):
        assert not home.startswith(os.environ["CANARY"])
        assert not cache.startswith(os.environ["CANARY"])
        assert name == ""
'''


def test_no_fixture_of_any_scope_comes_near_a_users_home(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.mkdir()
    (canary / ".gitconfig").write_text("[user]\nname = Whoever runs this\n")
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_probe.py").write_text(PROBE, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "XDG_", "PYTEST_"))}
    env |= {"HOME": str(canary), "XDG_CACHE_HOME": str(canary / ".cache"), "CANARY": str(canary)}
    env |= {"PYTHONPATH": os.pathsep.join([str(ROOT), *(entry for entry in sys.path if entry)])}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--rootdir={folder}"]
    command += [f"--basetemp={tmp_path / 'made'}"]  # with the usual one it would tidy up what earlier runs left there
    done = subprocess.run([*command, str(folder)], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in canary.rglob("*")] == [".gitconfig"]
