"""What was worked out before, kept in the user's cache folder. It may vanish, be damaged or be shared at any moment.

Nothing that is said ever depends on it: an entry counts only if it is whole and was made by this very version for
exactly this content. Everything else is as if it were not there.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs_momentum import __version__
from mkdocs_momentum.stores.digests import sha256

ENVIRONMENT = "MOMENTUM_CACHE"
"""The folder to use."""

OFF = "MOMENTUM_NO_CACHE"
"""Anything in it: nothing is kept, and nothing kept is used."""

SCHEMA = 5
OLD = 60 * 24 * 3600
"""Seconds after which what nobody used is dropped."""


def folder() -> Path | None:
    """Where things are kept; None where nothing is to be kept."""
    return None if os.environ.get(OFF) else home()


def home() -> Path | None:
    """The folder for what is kept and for clones, whatever is to be kept; None where there is none."""
    named = os.environ.get(ENVIRONMENT, "").strip()
    try:
        if named:
            return Path(named).expanduser()
        from platformdirs import user_cache_path

        return user_cache_path("momentum", appauthor=False)
    except (OSError, RuntimeError):  # no home folder, no such user
        return None


def load(kind: str, name: str) -> Any:
    """What was kept; None where there is nothing whole of this version.

    Args:
        kind: what it is: `heads`.
        name: whose it is; any text.
    """
    raw = load_bytes(kind, name)
    try:
        return json.loads(raw) if raw else None
    except (ValueError, RecursionError):
        return None


def load_bytes(kind: str, name: str) -> bytes:
    """The same as it is written, for who needs little of it; empty where there is nothing whole."""
    place = _place(kind, name)
    try:
        if place is None or not place.is_file():  # a pipe would keep waiting
            return b""
        with place.open("rb") as file:
            first, body = file.readline(), file.read()
        return body if first == seal(body, place) + b"\n" and body.isascii() else b""
    except (OSError, ValueError):
        return b""


def save(kind: str, name: str, data: Any) -> None:
    """Keep something, in one step; a folder that cannot be written is no fault. Arguments as above."""
    with suppress(ValueError, TypeError, RecursionError):
        save_lines(kind, name, [json.dumps(data, separators=(",", ":"))])


def save_lines(kind: str, name: str, lines: Iterable[str]) -> None:
    """The same for lines of ASCII text."""
    place = _place(kind, name)
    if place is None:
        return
    import tempfile  # with what it brings along it costs as much as a reading

    body = "\n".join(lines).encode("ascii")
    with suppress(OSError):
        if not place.exists():
            _drop_old(place.parent)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")  # mode 0600: drafts are private
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(seal(body, place) + b"\n" + body)
            Path(written).replace(place)
        finally:
            with suppress(OSError):
                Path(written).unlink(missing_ok=True)


def _place(kind: str, name: str) -> Path | None:
    base = folder()
    return base / kind / f"{sha256(name.encode('utf-8', 'surrogateescape'))[:32]}.json" if base else None


def seal(body: bytes, place: Path) -> bytes:
    """The first line of what is kept: made by which version, whose it is, how long, and whether it is whole."""
    whose = f"{place.parent.name}/{place.stem}"
    return f"momentum {SCHEMA} {__version__} {whose} {len(body)} {zlib.crc32(body):08x}".encode()


def _drop_old(folder: Path) -> None:
    """Before something new comes in, what was not written for long goes."""
    now = time.time()
    for kept in folder.glob("*.json*") if folder.is_dir() else ():  # with what a killed run left half written
        with suppress(OSError):
            if now - kept.stat().st_mtime > OLD:
                kept.unlink()
