"""Brings a working tree to a newer commit, without touching anything that the writer is at."""

from __future__ import annotations

from mkdocs_momentum.stores.git import Git


def moved_on(git: Git, commit: str, path: str) -> bool:
    """Move the checked-out branch to `commit`, where nothing in the working tree or the index is lost by it.

    Other files may differ from the last commit where `path` is all that `commit` changes. Where `path` itself differs,
    it must be what one of the two commits has, in the index and in the working tree: a run that ended in the middle
    leaves that, and a writer who is at work does not.

    Args:
        git: in the working tree, at its top.
        commit: a descendant of what is checked out; its objects are there.
        path: the published file, from the top.

    Returns:
        Whether it is there now; if not, nothing was changed.

    Raises:
        GitError: git cannot tell; nothing was changed either.
    """
    old_index, old_tree = _differing(git, "HEAD")
    new_index, new_tree = _differing(git, commit)
    # A merge that was killed leaves files that are ahead of their commit; those are nobody's work.
    touched = (old_index | old_tree) & (new_index | new_tree)
    alone = git.run("diff", "--name-only", "--no-renames", "-z", "HEAD", commit, "--") == f"{path}\0"
    if (touched - {path} and not alone) or path in (old_index & new_index) | (old_tree & new_tree):
        return False
    before = git.run("ls-files", "--stage", "-z", "--", path)
    if path in touched:  # one of the two is at each commit; git goes on where the index says what the file says
        git.run("reset", "--quiet", commit if path in old_tree else "HEAD", "--", path)
    # git looks at the files again before it writes one, so what the writer saves at this moment stays as well.
    if git.ok("merge", "--quiet", "--ff-only", "--no-autostash", "--no-overwrite-ignore", commit):
        return True
    if path in touched:
        git.run("update-index", "-z", "--index-info", stdin=before)
    return False


def _differing(git: Git, commit: str) -> tuple[set[str], set[str]]:
    """The files that are not as a commit has them, in the index and in the working tree."""
    diff = ("diff", "--name-only", "--no-renames", "--ignore-submodules", "-z")
    index, tree = (git.run(*diff, *cached, commit, "--") for cached in (("--cached",), ()))
    return set(filter(None, index.split("\0"))), set(filter(None, tree.split("\0")))
