"""Which commit a repository stands at, read from its files: no process is started to learn that nothing changed."""

from __future__ import annotations

import re
from pathlib import Path

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LIMIT = 64 * 1024 * 1024


def tip_of(root: Path) -> str:
    """A name for the state of history that a folder's working tree stands at.

    Args:
        root: a folder in a working tree.

    Returns:
        The commit's id, with the extent of a shallow clone; empty where it cannot be told for certain.
    """
    try:
        folder = _git_folder(root)
        if folder is None:
            return ""
        common = folder / _text(folder / "commondir") if (folder / "commondir").is_file() else folder
        oid = _resolved(folder, common)
        shallow = common / "shallow"
        return f"{oid} {_text(shallow) if shallow.is_file() else ''}".strip() if oid else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _git_folder(root: Path) -> Path | None:
    for place in (root, *root.parents):
        found = place / ".git"
        if found.is_dir():
            return found
        if found.is_file():
            named = _text(found)
            return place / named.removeprefix("gitdir: ") if named.startswith("gitdir: ") else None
    return None


def _resolved(folder: Path, common: Path) -> str:
    word = _text(folder / "HEAD")
    for _ in range(5):
        if not word.startswith("ref: "):
            return word if _OID.fullmatch(word) else ""
        ref = word.removeprefix("ref: ")
        if not ref.startswith("refs/") or ".." in ref or ref == "refs/heads/.invalid":  # a store of another kind
            return ""
        loose = common / ref
        word = _text(loose) if loose.is_file() else _packed(common / "packed-refs", ref)
    return ""


def _packed(file: Path, ref: str) -> str:
    if not file.is_file():
        return ""
    match = re.search(rf"^([0-9a-f]+) {re.escape(ref)}$", _text(file), re.MULTILINE)
    return match[1] if match else ""


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_LIMIT).decode("utf-8", "surrogateescape").strip()
