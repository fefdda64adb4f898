"""Where a site's posts are changed: its working tree on this machine, or its branch on a remote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from mkdocs_momentum.errors import MarkedError, MomentumError, NotNowError, UncommittedError
from mkdocs_momentum.stores import files, git, repository
from mkdocs_momentum.stores.clones import Clone
from mkdocs_momentum.stores.publish import Change, Publication, preview, publish
from mkdocs_momentum.stores.workingtree import (
    SideBranch,
    is_committed,
    is_pushed,
    published_branch,
    require_ready,
    side_branch,
)

InTime = Callable[[], None]


class Place(Protocol):
    """A site as something to change. Paths are from the site's root."""

    def read(self, path: str) -> bytes:
        """The file as the plan saw it. Raises MomentumError."""

    def ready(self, path: str, change: Change) -> None:
        """That `apply` would go through as things stand. Raises NotNowError, and GitError where a remote is silent."""

    def apply(self, path: str, change: Change, message: str, in_time: InTime | None = None) -> tuple[bool, str]:
        """Make the change, commit it and push it, as far as this place was told to; doing it again changes nothing.

        Args:
            path: the file.
            change: what becomes of it.
            message: of the commit.
            in_time: called right before the change counts; raises where it is too late for it.

        Returns:
            Whether anything was changed, and a folder that git pull would bring up to date; empty where none is.

        Raises:
            MomentumError: it could not be done; the run can be repeated.
        """

    def catch_up(self, path: str) -> str:
        """Have what the remote has, where that changes nothing that a person is at.

        Returns:
            A folder that git pull would bring up to date, if this did not; else nothing.
        """

    def ready_to_undo(self, path: str, change: Change, undo: Change) -> None:
        """That `undo` of an earlier `change` would go through. Raises MomentumError."""

    def settled(self, path: str, change: Change) -> bool:
        """Whether nothing is left to do, as far as can be told without asking anybody."""


class TreePlace(NamedTuple):
    """A working tree, or a folder that is in no repository.

    Args:
        root: the site's folder.
        branch: the published branch, where the configuration says it.
        commit: whether changes are committed.
        push: whether they are pushed.
        author: of commits; empty for the person whom git knows.
    """

    root: Path
    branch: str = ""
    commit: bool = False
    push: bool = False
    author: str = ""

    def read(self, path: str) -> bytes:
        """See `Place`."""
        return files.read_inside(self.root, path)

    def ready(self, path: str, change: Change) -> None:
        """See `Place`."""
        in_git = repository.is_repository(self.root)
        if self.commit and not in_git:
            message = f"{self.root} is no git repository, so there is nothing to commit to; leave out --commit"
            raise MomentumError(message)
        in_work = in_git and repository.is_dirty(self.root, path) and not self._differs_by(path, change)
        if in_work and not self.push:
            raise UncommittedError(str(self.root / path))
        if self.commit:
            require_ready(self.root, published_branch(self.root, self.branch))
        if self.push:
            with side_branch(self.root) as side:
                self._preview(side, Publication(self._from_top(path), change, ""))
        if in_work:  # a post that the remote has out already may be in work
            raise UncommittedError(str(self.root / path))

    def _preview(self, side: SideBranch, publication: Publication) -> None:
        try:
            preview(side, publication)
        except MarkedError:
            raise
        except NotNowError as error:
            pull = f"; git pull brings {self.root} up to date" if side.lacks_commits() else ""
            raise NotNowError(f"{error}{pull}") from None

    def apply(self, path: str, change: Change, message: str, in_time: InTime | None = None) -> tuple[bool, str]:
        """See `Place`."""
        if self.push:
            publication = Publication(self._from_top(path), change, message, self.author)
            with side_branch(self.root) as side:
                commit, pushed = publish(side, publication, in_time)
                followed = side.follow(commit, publication.path)
            return pushed, "" if followed else str(self.root)
        before = self.read(path)
        after = change(before)
        if in_time:
            in_time()
        if after != before:
            files.replace_inside(self.root, path, before, after)
        if self.commit and repository.is_dirty(self.root, path) and not is_committed(self.root, path):
            repository.commit_file(self.root, path, message, self.author or None)
            return True, ""
        return after != before, ""

    def catch_up(self, path: str) -> str:
        """See `Place`."""
        try:
            with side_branch(self.root) as side:
                return "" if side.follow(side.fetch(), self._from_top(path)) else str(self.root)
        except MomentumError:
            return str(self.root)

    def ready_to_undo(self, path: str, change: Change, undo: Change) -> None:
        """See `Place`."""
        own = (change, undo)  # what a release or a withdrawal left that was cut short
        dirty = repository.is_repository(self.root) and repository.is_dirty(self.root, path)
        if dirty and not any(self._differs_by(path, each) for each in own):
            raise MomentumError(f"{self.root / path} has uncommitted changes; commit them first")
        if self.push:
            require_ready(self.root, published_branch(self.root, self.branch))
            with side_branch(self.root) as side:
                preview(side, Publication(self._from_top(path), undo, ""))

    def settled(self, path: str, change: Change) -> bool:
        """See `Place`."""
        if not self.commit:
            return change(self.read(path)) == self.read(path)
        in_git = repository.is_repository(self.root)
        if not in_git or (repository.is_dirty(self.root, path) and not self._differs_by(path, change)):
            return True  # the writer is at work on it, and commits the mark along with that
        return not repository.is_dirty(self.root, path) and (not self.push or is_pushed(self.root))

    def _differs_by(self, path: str, change: Change) -> bool:
        """Whether the file differs from the last commit by this change alone."""
        try:
            committed = git.Git(self.root).read("show", f"HEAD:./{path}")
            return change(committed).splitlines() == self.read(path).splitlines()
        except MomentumError:
            return False

    def _from_top(self, path: str) -> str:
        return git.Git(self.root).run("rev-parse", "--show-prefix") + path


class ClonePlace(NamedTuple):
    """A branch on a remote, with a clone of it in the cache.

    Args:
        site: the site's name.
        clone: the clone.
        push: whether changes may be pushed; nothing can be changed otherwise.
        author: of commits.
    """

    site: str
    clone: Clone
    push: bool = False
    author: str = ""

    def read(self, path: str) -> bytes:
        """See `Place`."""
        return self.clone.read(path)

    def ready(self, path: str, change: Change) -> None:
        """See `Place`."""
        if not self.push:
            raise NotNowError(f"{self.site} has no working tree here and is changed in {self.clone.name}; add --push")
        preview(self.clone, Publication(self.clone.inside + path, change, ""))

    def apply(self, path: str, change: Change, message: str, in_time: InTime | None = None) -> tuple[bool, str]:
        """See `Place`."""
        publication = Publication(self.clone.inside + path, change, message, self.author)
        commit, pushed = publish(self.clone, publication, in_time)
        self.clone.keep(commit)
        return pushed, ""

    def catch_up(self, path: str) -> str:  # noqa: ARG002 - the next look fetches the whole branch anyway
        """See `Place`."""
        return ""

    def ready_to_undo(self, path: str, change: Change, undo: Change) -> None:  # noqa: ARG002 - nobody edits here
        """See `Place`."""
        self.ready(path, undo)

    def settled(self, path: str, change: Change) -> bool:
        """See `Place`."""
        raw = self.read(path)
        return change(raw) == raw
