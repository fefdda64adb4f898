"""What a repository says of single files in it, and the commit of one of them."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.git import Git

_SUBMODULE = b"160000 "
"""How git begins the line of a repository in another one."""


def is_repository(root: Path) -> bool:
    """Whether `root` stands in a git working tree."""
    return toplevel(root) is not None


def toplevel(root: Path) -> Path | None:
    """The top of the working tree that `root` stands in; None outside git."""
    try:
        top = Git(root).run("rev-parse", "--show-toplevel") if root.is_dir() else ""
    except GitError:
        return None
    return Path(top) if top else None


def is_dirty(root: Path, path: str) -> bool:
    """Whether this one file has changes that no commit holds: staged, unstaged or untracked.

    Args:
        root: a folder in the working tree.
        path: the file, from `root`.

    Raises:
        GitError: `root` is in no repository.
    """
    return bool(Git(root).run("status", "--porcelain", "-z", "--untracked-files=all", "--", path))


def is_tracked(root: Path, path: str) -> bool:
    """Whether git knows this one file."""
    return Git(root).ok("ls-files", "--error-unmatch", "--", path)


def commit_file(root: Path, path: str, message: str, author: str | None = None) -> str:
    """Commits exactly this one file, whatever else is staged, without the hooks that check commits.

    Args:
        root: a folder in the working tree.
        path: the file, from `root`.
        message: the commit message.
        author: `Name <address>`, where it is not the person whom git knows.

    Returns:
        The commit's id.

    Raises:
        GitError: nothing changed, or git refuses.
    """
    git = Git(root)
    if not is_tracked(root, path):
        git.run("add", "--", path)
    fallback = [
        part
        for key, value in (("user.name", "momentum"), ("user.email", "momentum@localhost"))
        if not git.ok("config", "--get", key)
        for part in ("-c", f"{key}={value}")
    ]
    by = [f"--author={author}"] if author else []
    git.run(*fallback, "commit", "--only", "--no-verify", "--quiet", *by, "-m", message, "--", path)
    return git.run("rev-parse", "HEAD")


def ignored(root: Path) -> frozenset[str]:
    """Files and folders that git ignores, as a fresh clone has none of them: what was built, caches, private notes.

    Args:
        root: a site's folder.

    Returns:
        Paths from `root`, with `/`; empty outside git, and where git has no file of the site at all.
    """
    git = Git(root)
    try:
        known = git.read("ls-files", "-z", "--stage", "--", ".")
        if not known:
            return frozenset()
        found = git.read("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    except GitError:
        return frozenset()
    own = {os.fsdecode(path).rstrip("/") for path in found.split(b"\0") if path.strip(b"./")}
    modules = [os.fsdecode(entry.partition(b"\t")[2]) for entry in known.split(b"\0") if entry.startswith(_SUBMODULE)]
    below = (f"{module}/{path}" for module in modules if (root / module).is_dir() for path in ignored(root / module))
    return frozenset({*own, *below})
