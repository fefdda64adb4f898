"""A Python in which this project is not installed, with everything else that the tests have."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path


def fresh_python(folder: Path) -> Path:
    """A new virtual environment below `folder`; neither this checkout nor its entry points can be seen from it.

    What the tests have installed is linked, name by name, so that nothing has to be fetched.
    """
    home = folder / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    place = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        is_ours = "mkdocs_momentum" in entry.name.replace("-", "_")
        if not is_ours and not (place / entry.name).exists() and entry.suffix != ".pth":
            (place / entry.name).symlink_to(entry)
    return home / "bin" / "python"


def install(python: Path, wheel: Path) -> None:
    """The wheel alone, by pip."""
    options = ["-q", "--no-deps", "--no-index", "--disable-pip-version-check"]
    command: list[str | Path] = [python, "-m", "pip", "install", *options, wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=python.parent, env=own_env(python))
    assert done.returncode == 0, done.stdout + done.stderr


def own_env(python: Path, **more: str) -> Mapping[str, str]:
    """The environment for programs of that Python."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    return {**kept, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1", **more}
