"""The timezone that this machine keeps, as far as it says one by name, and the rules that it has for one."""

from __future__ import annotations

import zlib
import zoneinfo
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from mkdocs_momentum.core.days import parse_timezone

FALLBACK = "UTC"


def system_timezone(env: Mapping[str, str], root: Path = Path("/")) -> tuple[str, str]:
    """The IANA name of the system's timezone.

    Args:
        env: the environment, for `TZ`.
        root: where the file system begins.

    Returns:
        The name and where it was found; UTC and nothing where the machine names none.
    """
    for name, source in (
        (env.get("TZ", "").removeprefix(":"), "TZ"),
        (_linked(root / "etc/localtime"), "/etc/localtime"),
        (_written(root / "etc/timezone"), "/etc/timezone"),
    ):
        found = _known(name)
        if found:
            return found, source
    return FALLBACK, ""


@lru_cache(maxsize=16)
def rules_of(zone: zoneinfo.ZoneInfo) -> str:
    """What changes with the rules of a timezone, as governments do and updates of this machine bring."""
    for place in zoneinfo.TZPATH:
        try:
            return f"{zlib.crc32(Path(place, zone.key).read_bytes()):08x}"
        except OSError:
            continue
    try:
        return str(import_module("tzdata").IANA_VERSION)
    except (ImportError, AttributeError):
        return ""


def _known(name: str) -> str:
    """An IANA name that a configuration may hold; nothing for offsets like `PST8PDT7,M3`, paths and nonsense."""
    name = name.rpartition("zoneinfo/")[2].removeprefix("posix/").removeprefix("right/").strip()
    try:
        return parse_timezone(name).key if name else ""
    except ValueError:
        return ""


def _linked(path: Path) -> str:
    try:
        return path.readlink().as_posix()
    except OSError:  # a copy rather than a link: it says no name
        return ""


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:200]
    except OSError:
        return ""
