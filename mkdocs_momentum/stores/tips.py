"""Which commit a repository stands at, read from its files: no process is started to learn that nothing changed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from mkdocs_momentum.stores.stamps import stamp

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_RULES = ("config", "info/attributes")
_LIMIT = 64 * 1024 * 1024


class Tip(NamedTuple):
    """The state of history that a working tree stands at: while it is the same, so is all that history says.

    Args:
        commit: its id.
        cut: the commits at which a shallow clone is cut off; empty for a whole one.
        top: the working tree's folder.
        rules: stamps of the files that say how git takes them: its configuration and the user's, and which are binary.
    """

    commit: str
    cut: str
    top: str
    rules: str


def tip_of(root: Path) -> Tip | None:
    """The tip of the working tree in which a folder is.

    Args:
        root: the folder.

    Returns:
        None where it cannot be told for certain, or git may refuse to tell: it trusts no repository of somebody else.
    """
    try:
        top, folder = _git_folder(root)
        if not all(map(_is_ours, (top, top / ".git", folder))):
            return None
        common = folder / _text(folder / "commondir") if (folder / "commondir").is_file() else folder
        commit = _resolved(folder, common)
        shallow = common / "shallow"
        cut = _text(shallow) if shallow.is_file() else ""
        own = (folder / "config.worktree", *(common / name for name in _RULES), top / ".gitattributes")
        rules = (*own, *_user_rules())
        return Tip(commit, cut, str(top), "\n".join(map(stamp, rules))) if commit else None
    except OSError:
        return None


def _user_rules() -> tuple[Path, ...]:
    """What git reads of the user's own, https://git-scm.com/docs/git-config#FILES."""
    named = os.environ.get("GIT_CONFIG_GLOBAL")
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where nobody is at home
    more = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git"
    configs = (Path(named),) if named is not None else (home / ".gitconfig", more / "config")
    return (*configs, more / "attributes")


def _git_folder(root: Path) -> tuple[Path, Path]:
    """The top of the working tree and its git folder. Raises OSError where there is none that can be read here."""
    for place in (root, *root.parents):
        found = place / ".git"
        if found.is_dir():
            return place, found
        if found.is_file():
            named = _text(found)
            if named.startswith("gitdir: "):
                return place, place / named.removeprefix("gitdir: ")
            break
    raise FileNotFoundError(root)


def _is_ours(path: Path) -> bool:
    return not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()


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
