"""The files of a site in a commit, read without a checkout. It comes from elsewhere, so nothing in it is trusted."""

from __future__ import annotations

import copy
import errno
import os
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from mkdocs_momentum.errors import GitError
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.objects import read_later, read_objects
from mkdocs_momentum.stores.sitefiles import Entry, SiteFiles, Stamp
from mkdocs_momentum.stores.trees import LINK, TreeFile

CHUNK = 1000
"""Files that one question to git brings."""
HOPS = 40
"""Links that one path may go through, as on Linux; more are a circle."""


class CommitFiles:
    """See `SiteFiles`. Links are followed as a file system would, as far as the top of the commit and no further.

    Args:
        name: the same for the same site in every process.
        git: the repository.
        listed: what of the commit is there to be read.
        folder: the site's own in the repository, `blog/`; empty for its top.
    """

    def __init__(self, name: str, git: Git, listed: Iterable[TreeFile], folder: str = "") -> None:
        self.root: Path | None = None
        self.name = name
        self._git = git
        self.folder = folder
        self._files = {file.path: file for file in listed}
        self._folders = _folders(self._files)
        self._targets: dict[str, str] | None = None
        self._order: list[TreeFile] = []
        self._place: dict[str, int] = {}
        self._blobs: dict[str, bytes] = {}
        self._ahead: Callable[[], dict[str, bytes]] = dict

    def is_file(self, path: str) -> bool:
        """See `SiteFiles`."""
        try:
            self._file(path)
        except OSError:
            return False
        return True

    def is_symlink(self, path: str) -> bool:
        """See `SiteFiles`."""
        return self.is_link(self.folder + path)

    def resolved(self, path: str) -> str | None:
        """See `SiteFiles`."""
        try:
            found = self._real(self.folder + path)
        except OSError:
            return path  # a circle leads to itself
        if found is None:
            return None
        if f"{found}/".startswith(self.folder):
            return found[len(self.folder) :]
        return posixpath.relpath(f"/{found}", f"/{self.folder}")

    def entries(self, folder: str) -> Sequence[Entry]:
        """See `SiteFiles`."""
        place = self._real(self.folder + folder)
        if place not in self._folders:
            raise _fault(errno.ENOTDIR if place in self._files else errno.ENOENT)
        return [_Entry(self, f"{place}/{name}" if place else name, name) for name in self._folders[place]]

    def read(self, path: str, limit: int) -> bytes:
        """See `SiteFiles`. Raises GitError where the repository lacks it."""
        return self.read_stamped(path, limit)[0]

    def read_stamped(self, path: str, limit: int) -> tuple[bytes, Stamp | None]:
        """See `SiteFiles`. Raises GitError where the repository lacks it."""
        file = self._file(path)
        return self._blob(file)[:limit], file.oid

    def expect(self, paths: Iterable[str]) -> None:
        """See `SiteFiles`."""
        self._order = []
        for path in paths:
            try:
                self._order.append(self._file(path))
            except OSError:
                continue
        self._place = {file.path: number for number, file in enumerate(self._order)}

    def stamps(self, paths: Sequence[str]) -> list[Stamp | None]:
        """See `SiteFiles`."""
        found: list[Stamp | None] = []
        for path in paths:
            try:
                found.append(self._file(path).oid)
            except OSError:
                found.append(None)
        return found

    def is_settled(self, stamp: Stamp) -> bool:  # noqa: ARG002 - what is in git under a name stays
        """See `SiteFiles`."""
        return True

    def below(self, folder: str) -> SiteFiles:
        """See `SiteFiles`."""
        other = copy.copy(self)
        other.name, other.folder = f"{self.name}\0{folder}", f"{self.folder}{folder}/"
        return other

    def leads_to_folder(self, place: str) -> bool:
        """Whether a path from the top of the commit is a folder, or a link to one."""
        try:
            return place in self._folders or (self.is_link(place) and self._real(place) in self._folders)
        except OSError:
            return False

    def is_link(self, place: str) -> bool:
        """Whether a path from the top of the commit is a link."""
        found = self._files.get(place)
        return found is not None and found.mode == LINK

    def _file(self, path: str) -> TreeFile:
        """The file that a path leads to. Raises OSError."""
        found = self._files.get(self.folder + path)
        if found is not None and found.mode != LINK:
            return found
        place = self._real(self.folder + path)
        found = self._files.get(place) if place is not None else None
        if found is None:
            raise _fault(errno.EISDIR if place in self._folders else errno.ENOENT)
        return found

    def _real(self, path: str) -> str | None:
        """A path from the top with no link in it; None where it leads out of all. Raises OSError for a circle."""
        ahead, done, hops = path.split("/")[::-1], list[str](), 0
        while ahead:
            part = ahead.pop()
            if part == "..":
                if not done:
                    return None
                done.pop()
            elif part not in {"", "."}:
                here = "/".join([*done, part])
                if not self.is_link(here):
                    done.append(part)
                    continue
                hops += 1
                if hops > HOPS:
                    raise _fault(errno.ELOOP)
                to = self._target(self._files[here])
                if to.startswith("/"):
                    return None
                ahead += to.split("/")[::-1]
        return "/".join(done)

    def _target(self, link: TreeFile) -> str:
        if self._targets is None:
            oids = [file.oid for file in self._files.values() if file.mode == LINK]
            found = _bytes(read_objects(self._git, oids))
            self._targets = {oid: os.fsdecode(data) for oid, data in found.items()}
        if link.oid not in self._targets:
            raise _lacks(link)
        return self._targets[link.oid]

    def _blob(self, file: TreeFile) -> bytes:
        if file.oid not in self._blobs:
            at = self._place.get(file.path)
            self._blobs = _bytes(read_objects(self._git, [file.oid])) if at is None else self._chunk(file, at)
            if file.oid not in self._blobs:
                raise _lacks(file)
        return self._blobs[file.oid]

    def _chunk(self, file: TreeFile, at: int) -> dict[str, bytes]:
        """The next files in the order of reading; git goes on to those after them."""
        ahead, self._ahead = self._ahead, dict
        found = ahead()
        if file.oid not in found:
            found = _bytes(read_objects(self._git, [one.oid for one in self._order[at : at + CHUNK]]))
        answer = read_later(self._git, [one.oid for one in self._order[at + CHUNK : at + 2 * CHUNK]])
        self._ahead = lambda: _bytes(answer())
        return found


class _Entry:
    __slots__ = ("_files", "_place", "name")

    def __init__(self, files: CommitFiles, place: str, name: str) -> None:
        self._files, self._place, self.name = files, place, name

    def is_dir(self) -> bool:
        return self._files.leads_to_folder(self._place)

    def is_symlink(self) -> bool:
        return self._files.is_link(self._place)


def _folders(files: Mapping[str, TreeFile]) -> dict[str, list[str]]:
    """The names in each folder."""
    found: dict[str, list[str]] = {"": []}
    for path in files:
        folder, _, name = path.rpartition("/")
        while folder not in found:
            found[folder] = [name]
            folder, _, name = folder.rpartition("/")
        found[folder].append(name)
    return found


def _bytes(objects: Mapping[str, tuple[str, bytes]]) -> dict[str, bytes]:
    return {oid: data for oid, (_, data) in objects.items()}


def _fault(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _lacks(file: TreeFile) -> GitError:
    return GitError(f"the clone in the cache lacks {file.path}")
