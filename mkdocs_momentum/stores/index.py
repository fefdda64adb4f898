"""What is staged for the next commit, read from the index and never from the working tree.

A hook is told by `GIT_INDEX_FILE` which index the commit is made of. Elsewhere these variables are dropped; here, and
for the hook's own repository alone, they count.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.objects import read_objects

PASSED_ON = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
PARTIAL = "next-index-"
"""`git commit PATH` makes its commit of an index of this name, and keeps the real one ready as `index.lock`."""

FILES = frozenset({"100644", "100755"})


class IndexedFile(NamedTuple):
    """One file as the next commit will have it.

    Args:
        path: from the top of the working tree, with `/`.
        mode: as git has it.
        data: its bytes in the index.
        before: its bytes in the last commit, under its old name where it was renamed; None where it is new.
    """

    path: str
    mode: str
    data: bytes
    before: bytes | None


class Index:
    """The index of the repository around a folder.

    Args:
        folder: a folder in the working tree; a hook's own working folder.

    Raises:
        GitError: there is no working tree.
    """

    def __init__(self, folder: Path) -> None:
        self._env = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
        self.top = Path(Git(folder).run("rev-parse", "--show-toplevel", env=self._env)).resolve()
        self._git = Git(self.top)
        for name in self._env:
            self._env[name] = os.path.normpath(folder / self._env[name])

    def files(self, endings: tuple[str, ...]) -> list[IndexedFile]:
        """Files that the next commit adds or changes, renames followed; links and submodules are left out.

        Args:
            endings: of their names.
        """
        raw = self._git.read(
            "diff", "--cached", "--raw", "-z", "-M", "--no-abbrev", "--no-relative", "--no-ext-diff", "--no-color",
            "--diff-filter=ACMR", env=self._env,
        )  # fmt: skip
        changes = [change for change in _changes(raw) if change[0].endswith(endings) and change[1] in FILES]
        wanted = [oid for _, _, old, new in changes for oid in (old, new) if oid.strip("0")]
        blobs = {oid: data for oid, (_, data) in read_objects(self._git, wanted, self._env).items()}
        return [IndexedFile(path, mode, blobs[new], blobs.get(old)) for path, mode, old, new in changes if new in blobs]

    def replace(self, file: IndexedFile, data: bytes) -> IndexedFile:
        """Stage other bytes for a file, whatever stands in the working tree.

        Raises:
            GitError: git refuses.
        """
        oid = self._git.run("hash-object", "-w", "--stdin", stdin=data, env=self._env)
        entry = os.fsencode(f"{file.mode} {oid} 0\t{file.path}\0")
        for index in self._indexes():
            self._git.run("update-index", "-z", "--index-info", stdin=entry, env={**self._env, **index})
        return file._replace(data=data)

    def _indexes(self) -> Iterator[dict[str, str]]:
        """The index of the commit, and for a partial commit the one that stays afterwards."""
        yield {}
        named = Path(self._env.get("GIT_INDEX_FILE", ""))
        kept = named.with_name("index.lock") if named.name.startswith(PARTIAL) else None
        if kept and kept.is_file():
            yield {"GIT_INDEX_FILE": str(kept)}


def index_around(folder: Path) -> Index | None:
    """The index of the repository around `folder`; None outside git."""
    try:
        return Index(folder)
    except GitError:
        return None


def _changes(raw: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Path, new mode, old and new object of each line of `diff --raw -z`."""
    parts = iter(raw.split(b"\0"))
    for head in parts:
        if not head.startswith(b":"):
            return
        _, mode, old, new, status = head.decode("ascii").split()
        path = next(parts)
        if status[0] in "RC":
            path = next(parts)
        # A copy of an older post is a new post.
        yield os.fsdecode(path), mode, "0" if status[0] == "C" else old, new
