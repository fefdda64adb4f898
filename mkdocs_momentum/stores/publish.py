"""One file, changed on top of a remote branch: a commit of its own, pushed plainly, again on a newer tip if need be.

Nothing is checked out. The commit is made of the tip's own tree in a temporary index, so that it holds one change and
nothing that anybody has lying around.
"""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from mkdocs_momentum.errors import GitError, MarkedError, MomentumError, NotNowError
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.locks import left_locks, lock_hint
from mkdocs_momentum.stores.objects import read_objects
from mkdocs_momentum.stores.trees import file_at

TRIES = 8
_AUTHOR = re.compile(r"\s*([^<>\r\n]*?)\s*<([^<>\s]+)>\s*")
_random = secrets.SystemRandom()
Change = Callable[[bytes], bytes]
"""A file's bytes in, its new bytes out; the same bytes where nothing is left to do. Raises EditRefusedError."""


class Publication(NamedTuple):
    """What is to be on the branch.

    Args:
        path: the file, from the top of the repository.
        change: what becomes of it.
        message: of the commit.
        author: `Name <address>`; empty for the person whom git knows.
    """

    path: str
    change: Change
    message: str
    author: str = ""


class Branch(Protocol):
    """A branch of a remote, and a bare repository in which a commit for it can be made."""

    name: str
    ref: str
    git: Git
    remote: str
    push_url: str

    def fetch(self) -> str:
        """Its newest commit, brought here. Raises GitError."""

    def base(self, tip: str) -> str:
        """The commit to build on when `tip` is the remote's."""


def preview(branch: Branch, publication: Publication) -> None:
    """Whether the change can be made on the newest commit; nothing is written.

    Raises:
        NotNowError: the file is not there, or not in a state to be changed.
        GitError: the remote does not answer.
    """
    tip = branch.fetch()
    _changed(branch, branch.base(tip), publication)


def publish(branch: Branch, publication: Publication, in_time: Callable[[], None] | None = None) -> tuple[str, bool]:
    """Have the change on the remote branch.

    Args:
        branch: where.
        publication: what.
        in_time: called right before each push; raises where it is too late for it.

    Returns:
        The commit that the branch is at, as far as this run knows, and whether this run pushed it.

    Raises:
        NotNowError: the file is not there any more, or not in a state to be changed.
        MomentumError: the remote does not answer, or takes no commit.
    """
    refusals, seen = 0, ""
    reason: GitError | None = None
    for number in range(TRIES):
        if number:
            time.sleep(_random.uniform(0.02, 0.1) * 2 ** min(number, 5))
        tip = branch.fetch()
        base = branch.base(tip)
        changed = _changed(branch, base, publication)
        commit = _commit(branch.git, base, publication, *changed) if changed else base
        if commit == tip:
            return tip, False
        if in_time:
            in_time()
        try:
            branch.git.run("push", "--porcelain", "--quiet", "--", branch.remote, f"{commit}:{branch.ref}")
        except GitError as error:  # whatever the reason: the next look says whether the commit is there
            reason = error
        else:
            return commit, True
        refusals = refusals + 1 if tip == seen else 0  # nobody else pushed, so it was no lost race
        seen = tip
        if refusals >= 2:
            break
    why = lock_hint(left_locks(branch.push_url, branch.ref)) or f" ({reason})"
    raise MomentumError(f"{branch.name} took no commit on {branch.ref.removeprefix('refs/heads/')}{why}")


def _changed(branch: Branch, base: str, publication: Publication) -> tuple[str, bytes] | None:
    """Mode and new bytes of the file; None where it is as it should be."""
    path, name = publication.path, branch.ref.removeprefix("refs/heads/")
    entry = file_at(branch.git, base, path)
    if entry is None:
        raise NotNowError(f"{path} is no file on {name} of {branch.name}; push it there first")
    raw = read_objects(branch.git, [entry.oid])[entry.oid][1]
    try:
        after = publication.change(raw)
    except GitError:
        raise
    except MarkedError as error:
        raise MarkedError(f"{path} on {name} of {branch.name}: {error}", error.day) from None
    except MomentumError as error:
        raise NotNowError(f"{path} on {name} of {branch.name}: {error}") from None
    return None if after == raw else (entry.mode, after)


def _commit(git: Git, base: str, publication: Publication, mode: str, data: bytes) -> str:
    """A commit on `base` with this one file changed."""
    with tempfile.TemporaryDirectory(prefix="momentum-", ignore_cleanup_errors=True) as place:
        index = {"GIT_INDEX_FILE": str(Path(place, "index"))}
        oid = git.run("hash-object", "-w", "--stdin", stdin=data)
        git.run("read-tree", base, env=index)
        entry = f"{mode} {oid} 0\t{publication.path}\0"
        git.run("update-index", "-z", "--index-info", stdin=entry, env=index)
        tree = git.run("write-tree", "--missing-ok", env=index)
    return git.run("commit-tree", tree, "-p", base, "-F", "-", stdin=publication.message, env=_people(git, publication))


def _people(git: Git, publication: Publication) -> dict[str, str]:
    """Who made the commit, where git does not know it or the configuration names somebody."""
    env: dict[str, str] = {}
    for key, part, default in (("user.name", "NAME", "momentum"), ("user.email", "EMAIL", "momentum@localhost")):
        if not git.ok("config", "--get", key) and not git.knows(part):
            env |= {f"GIT_AUTHOR_{part}": default, f"GIT_COMMITTER_{part}": default}
    match = _AUTHOR.fullmatch(publication.author)
    if match:
        env |= {"GIT_AUTHOR_NAME": match[1] or match[2], "GIT_AUTHOR_EMAIL": match[2]}
    return env
