"""Every test runs without the user's git configuration, home folder or clock."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

import pytest
from builders import hugo as hugo  # noqa: PLC0414 - a fixture for all

OWN = ("GIT_", "MOMENTUM_", "XDG_")


def isolate(env: MutableMapping[str, str], home: Path) -> None:
    """Point an environment at a home folder of its own, with nobody's settings in it."""
    for name in [name for name in env if name.startswith(OWN)]:
        del env[name]
    env.update({"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(home / ".cache")})
    env.update({"XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / ".local/share")})
    temporary = home / "tmp"  # what is killed leaves its own there
    temporary.mkdir(parents=True, exist_ok=True)
    env["TMPDIR"] = str(temporary)
    env.update({"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"})
    for role in ("AUTHOR", "COMMITTER"):
        env.update({f"GIT_{role}_NAME": "A Writer", f"GIT_{role}_EMAIL": "writer@example.com"})


# Right at the import: fixtures of a module or session come before any fixture of a test.
SESSION_HOME = Path(tempfile.mkdtemp(prefix="momentum-tests-"))
isolate(os.environ, SESSION_HOME)

# A job in the background or under nohup ignores some signals, and so would all that the tests start.
for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGTERM", signal.SIG_DFL), ("SIGHUP", signal.SIG_DFL)):
    _number = getattr(signal, _name, None)
    if _number and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)


def pytest_unconfigure() -> None:
    shutil.rmtree(SESSION_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home: Path = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    world = dict(os.environ)
    isolate(world, home)
    for name in os.environ.keys() - world.keys():
        monkeypatch.delenv(name)
    for name, value in world.items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
