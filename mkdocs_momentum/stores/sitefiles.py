"""The files of a site, in a working tree here or in a commit that is read without one; readers see no difference.

All paths are from the site's folder, with `/`; the folder itself is the empty path.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from mkdocs_momentum.stores.stamps import NO_STAMP, named, stamp

TICK = 2_000_000_000
"""Nanoseconds that the times of a file may be too early: some file systems count in steps of two seconds."""

_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"))
"""Not every system has each of them; a pipe that is called like a post is empty and keeps nobody waiting."""

STAGED_MARKER = ".momentum-staged"
"""Says that a folder is a copy made by `momentum stage`, which the next one may replace; it is no part of a site."""

Stamp = str
"""What is another one as soon as a file says something else."""


class Entry(Protocol):
    """Something in a folder; `os.DirEntry` is one."""

    @property
    def name(self) -> str:
        """Its name there."""

    def is_dir(self) -> bool:
        """Whether it is a folder, or a link to one."""

    def is_symlink(self) -> bool:
        """Whether it is a link."""


class SiteFiles(Protocol):
    """Reads the files of one site. What cannot be read raises OSError, as the file system would."""

    root: Path | None
    """The site's folder on this machine; None where it has none."""
    name: str
    """The same for the same site in every process."""

    def is_file(self, path: str) -> bool:
        """Whether there is a file, or a link to one."""

    def is_symlink(self, path: str) -> bool:
        """Whether it is a link."""

    def resolved(self, path: str) -> str | None:
        """The path with no link in it, `../` in front where it leads out; None where nobody knows where to."""

    def entries(self, folder: str) -> Sequence[Entry]:
        """What is in a folder. Raises OSError."""

    def read(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a file. Raises OSError."""

    def read_stamped(self, path: str, limit: int) -> tuple[bytes, Stamp | None]:
        """The same with the stamp of what was read, which another may have put in the place of what was there."""

    def expect(self, paths: Iterable[str]) -> None:
        """These will be read, in this order: many at once may cost less."""

    def stamps(self, paths: Sequence[str]) -> list[Stamp | None]:
        """For each file what changes when it does; None where nothing does for certain, or there is no file."""

    def is_settled(self, stamp: Stamp) -> bool:
        """Whether the next change will give another stamp."""

    def below(self, folder: str) -> SiteFiles:
        """The files of a folder in this one."""


class _Given(NamedTuple):
    """A file of a commit in the making that the working tree does not have."""

    name: str

    def is_dir(self) -> bool:
        return False

    def is_symlink(self) -> bool:
        return False


class WorkingFiles:
    """The files of a working tree.

    A file counts as unchanged while size, times and inode are the same, and its times lie before the moment at which
    this began: what is written within the same tick of the clock would otherwise be taken for the old content.

    Args:
        root: the site's folder.
        given: files whose bytes are these, whatever stands in the working tree; a commit in the making.
    """

    def __init__(self, root: Path, given: Mapping[Path, bytes] | None = None) -> None:
        self.root: Path | None = root
        self.name = self._base = str(root)
        self._given = given or {}
        self._began = time.time_ns()

    def is_file(self, path: str) -> bool:
        """See `SiteFiles`."""
        found = Path(self._base, path)
        return found in self._given or found.is_file()

    def is_symlink(self, path: str) -> bool:
        """See `SiteFiles`."""
        return os.path.islink(f"{self._base}/{path}")  # noqa: PTH114 - asked of every post, as below

    def resolved(self, path: str) -> str | None:
        """See `SiteFiles`."""
        top = os.path.realpath(self._base)
        try:
            found = os.path.relpath(os.path.realpath(os.path.join(top, path)), top)  # noqa: PTH118 - Path refuses circles
        except ValueError:  # on another drive
            return None
        return "" if found == "." else found.replace(os.sep, "/")

    def entries(self, folder: str) -> Sequence[Entry]:
        """See `SiteFiles`."""
        found: list[Entry] = list(os.scandir(f"{self._base}/{folder}"))
        if self._given:
            there, place = {entry.name for entry in found}, Path(self._base, folder)
            found += [_Given(path.name) for path in self._given if path.parent == place and path.name not in there]
        return found

    def read(self, path: str, limit: int) -> bytes:
        """See `SiteFiles`."""
        return self.read_stamped(path, limit)[0]

    def read_stamped(self, path: str, limit: int) -> tuple[bytes, Stamp | None]:
        """See `SiteFiles`."""
        given = self._given.get(Path(self._base, path)) if self._given else None
        if given is not None:
            return given[:limit], None
        handle = os.open(f"{self._base}/{path}", _READ)
        try:
            return os.read(handle, limit), named(os.fstat(handle))
        finally:
            os.close(handle)

    def expect(self, paths: Iterable[str]) -> None:
        """See `SiteFiles`. Each is a read of its own here."""

    def stamps(self, paths: Sequence[str]) -> list[Stamp | None]:
        """See `SiteFiles`."""
        base = self._base
        try:
            found: list[Stamp | None] = list(map(named, map(os.stat, [f"{base}/{path}" for path in paths])))
        except OSError:  # one of many may have gone
            found = [None if (one := stamp(f"{base}/{path}")) == NO_STAMP else one for path in paths]
        if self._given:
            return [None if Path(base, path) in self._given else one for path, one in zip(paths, found, strict=True)]
        return found

    def is_settled(self, stamp: Stamp) -> bool:
        """See `SiteFiles`."""
        modified, _, changed, _ = stamp.split()
        return max(int(modified), int(changed)) + TICK < self._began

    def below(self, folder: str) -> SiteFiles:
        """See `SiteFiles`."""
        return WorkingFiles(Path(self._base, folder), self._given)


def is_folder(entry: Entry) -> bool:
    """Whether it is a folder or leads to one; what leads in a circle, or where nobody may look, does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_staged_site(entries: Iterable[Entry]) -> bool:
    """Whether these are what is in a copy made by `momentum stage`."""
    return STAGED_MARKER in [entry.name for entry in entries]


def is_circle(target: str, real: str, chain: Collection[str]) -> bool:
    """Whether a walk that follows a link goes where it has been.

    Args:
        target: the folder to which the link leads.
        real: the place of the link, with no link in it.
        chain: the places to which links on the way there led.
    """
    return f"{real}/".startswith(f"{target}/") or target in chain


def inside(files: SiteFiles, path: str) -> str | None:
    """Where a path really leads; None where that is not in the site's folder."""
    found = files.resolved(path)
    return None if found is None or found == ".." or found.startswith(("../", "/")) else found
