"""Lock files that git leaves in a repository on this machine when it is killed; nobody but a person may delete them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def left_locks(place: str | Path, ref: str) -> list[Path]:
    """Locks that stand in the way of a ref.

    Args:
        place: a bare repository: its folder, or an address of it; one on another machine shows nothing.
        ref: the ref's full name.
    """
    folder = Path(str(place).removeprefix("file://"))
    names = (f"{ref}.lock", "packed-refs.lock", *(("HEAD.lock",) if ref.startswith("refs/heads/") else ()))
    locks = [folder / name for name in names]
    return [lock for lock in locks if lock.exists()] if folder.is_dir() else []


def lock_hint(locks: Sequence[Path]) -> str:
    """What to do about the first of `locks`; nothing where there is none."""
    if not locks:
        return ""
    return f"; {locks[0]} is left from an interrupted run, delete it while nothing else pushes or releases"
