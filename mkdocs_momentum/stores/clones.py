"""Sites without a working tree here: a bare clone of each in the cache, without blobs, read without a checkout.

A run may be killed at any point, and another may work on the same clone at the same time. So the clone is made
elsewhere and moved into place whole, no ref in it is ever written twice, and what was fetched last stands in a file
that is replaced in one step. Nothing reads from the network unless `fetch` is called.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mkdocs_momentum.errors import ConfigError, GitError, NotNowError
from mkdocs_momentum.stores import cache
from mkdocs_momentum.stores.arrivals import arrivals_in
from mkdocs_momentum.stores.commitfiles import CommitFiles
from mkdocs_momentum.stores.files import put_private
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.gitaddress import checked_address, login_helpers
from mkdocs_momentum.stores.landings import landed_in
from mkdocs_momentum.stores.objects import read_objects
from mkdocs_momentum.stores.redaction import redact
from mkdocs_momentum.stores.trees import TreeFile, file_at, is_wanted, listed_files

EXAMPLE = "repo: git@example.com:me/blog.git"
_PARTIAL = ("remote.origin.promisor=true", "remote.origin.partialclonefilter=blob:none")
"""With these git knows that the clone is partial, and fetches what it lacks by itself; without, it stays at home."""
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=")


class Clone:
    """One branch of a repository, as it was fetched last.

    Args:
        address: as git takes it, already checked.
        branch: the branch.
        folder: where the clone and what belongs to it is kept; made by the first fetch.
        inside: the site's folder in the repository, `blog/`; empty for its top. All paths are from there.
        timeout: seconds that one command may take.
    """

    def __init__(self, address: str, branch: str, folder: Path, inside: str = "", timeout: float = 120.0) -> None:
        self.address = address
        self.name = redact(address)
        self.branch = branch
        self.ref = f"refs/heads/{branch}"
        self.folder = folder
        self.inside = inside
        helpers = login_helpers() if address.startswith("https:") else ()
        place = folder / "git"
        self.git = Git(place, trusted=False, timeout=timeout, bare=True, settings=(*helpers, *_PARTIAL), scratch=True)
        self._here = Git(place, trusted=False, timeout=timeout, bare=True)
        self._tip = folder / f"tip-{hashlib.sha256(branch.encode()).hexdigest()[:16]}"

        self.remote, self.push_url = "origin", address
        self.online = False
        self._arrivals: dict[tuple[str, bool], Mapping[str, date]] = {}

    @property
    def tip(self) -> str:
        """The commit that was fetched last; empty before the first fetch."""
        try:
            return self._tip.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def fetch(self) -> str:
        """Brings the branch up to date.

        Returns:
            Its newest commit.

        Raises:
            GitError: the repository cannot be reached, has no such branch, or there is no place for it here.
        """
        try:
            return self._fetched()
        except OSError as error:
            raise GitError(f"{error.filename or self.folder}: {error.strerror or error}") from None

    def _fetched(self) -> str:
        self._make()
        tip = self._remote_tip()
        try:
            if self.tip:
                self._here.run("cat-file", "-e", f"{self.tip}^{{tree}}")
            return self._update(tip)
        except GitError:
            aside = Path(tempfile.mkdtemp(prefix="old-", dir=self.folder))  # a clone is soon made again
            with contextlib.suppress(OSError):
                (self.folder / "git").rename(aside / "git")
            shutil.rmtree(aside, ignore_errors=True)
            self._make()
            return self._update(tip, "--no-filter")  # some servers leave blobs out, and then give none by its name

    def files(self) -> CommitFiles:
        """The site's files in the newest fetched commit.

        Raises:
            NotNowError: it was never fetched, or has no such folder.
            GitError: the clone cannot be read.
        """
        tip = self.tip
        if not tip:
            raise NotNowError(f"{self.name} has not been fetched yet")
        listed = self._wanted(tip)
        if not any(file.path.startswith(self.inside) for file in listed):
            raise NotNowError(f"{self.name} has no folder {self.inside.rstrip('/')}; write folder: with the site's own")
        return CommitFiles(f"{self.folder}\0{self.branch}\0{self.inside}", self._here, listed, self.inside)

    def keep(self, commit: str) -> None:
        """What this clone pushed is what it has; the next look shows it."""
        self._here.ok("update-ref", f"refs/tips/{commit}", commit)
        with contextlib.suppress(OSError):  # the next fetch brings it
            put_private(self._tip, commit + "\n")

    def may_push(self) -> bool:
        """Whether the remote would take a commit from this login, as far as one can tell without making one."""
        return self.git.ok("push", "--dry-run", "--quiet", "--", "origin", f"{self.tip}:{self.ref}")

    def base(self, tip: str) -> str:
        """The commit to build on when `tip` is the remote's: that one."""
        return tip

    def read(self, path: str) -> bytes:
        """A file of the newest fetched commit, whole.

        Raises:
            NotNowError: it is not there, or no plain file.
            GitError: the clone cannot be read.
        """
        file = file_at(self._here, self.tip, self.inside + path) if self.tip else None
        if file is None:
            raise NotNowError(f"{path} is no file on {self.branch} of {self.name}")
        return read_objects(self._here, [file.oid])[file.oid][1]

    def arrived(self, path: str) -> date | None:
        """The first day on which git had this file; None where git cannot tell."""
        asked = self.tip, self.online  # with a network git can tell more
        if asked not in self._arrivals:
            self._arrivals[asked] = arrivals_in(self._git(), self.tip, f"{self.folder}\0{self.branch}")
        return self._arrivals[asked].get(self.inside + path)

    def landed(self, since: date) -> Mapping[str, date]:
        """The files that came into git on or after `since`, with the day they came."""
        landed = landed_in(self._git(), since, self.tip) if self.tip else {}
        return {path.removeprefix(self.inside): day for path, day in landed.items() if path.startswith(self.inside)}

    def _git(self) -> Git:
        # Telling a renamed file needs old contents, and a clone without blobs asks for those while it is being fetched.
        return self.git if self.online else self._here

    def _remote_tip(self) -> str:
        listing = self.git.run("ls-remote", "--quiet", "--", "origin", self.ref)
        for line in listing.splitlines():
            oid, _, ref = line.partition("\t")
            if ref == self.ref:
                return oid
        raise GitError(f"{self.name} has no branch {self.branch}; write branch: with the one that is published")

    def _update(self, tip: str, blobs: str = "--filter=blob:none") -> str:
        self.git.run(*_FETCH, blobs, "origin", self.ref)
        self._here.run("cat-file", "-e", f"{tip}^{{commit}}")
        # A name of its own for each tip: a lock that a killed run leaves behind stands in nobody's way.
        self._here.ok("update-ref", f"refs/tips/{tip}", tip)
        listed = self._here.run("rev-list", "--objects", "--missing=print", "-1", tip)
        missing = {line[1:] for line in listed.splitlines() if line.startswith("?")}
        wanted = {file.oid for file in self._wanted(tip)} & missing
        if wanted:
            self.git.run(
                "-c", "fetch.negotiationAlgorithm=noop", *_FETCH, "--filter=blob:none", "--stdin", "origin",
                stdin="\n".join(sorted(wanted)) + "\n",
            )  # fmt: skip
        put_private(self._tip, tip + "\n")
        self.online = True
        return tip

    def _wanted(self, commit: str) -> list[TreeFile]:
        """The files of a commit that are read, and so the ones that are fetched."""
        return [file for file in listed_files(self._here, commit) if is_wanted(file)]

    def _make(self) -> None:
        place = self.folder / "git"
        if place.is_dir():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
        Git(made, trusted=False).run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        bare = Git(made, trusted=False, bare=True)
        bare.run("config", "remote.origin.url", self.address)
        bare.run("config", "gc.auto", "0")
        with contextlib.suppress(OSError):  # another run was quicker
            made.rename(place)
        shutil.rmtree(made, ignore_errors=True)


def open_clone(repo: str, branch: str, base: Path, inside: str = "") -> Clone:
    """The clone of a site's `repo`. Opening it touches nothing.

    Raises:
        ConfigError: `repo` is no address that may be used, or `branch` no branch.
        NotNowError: there is no folder for clones.
    """
    address = checked_address(repo, base, EXAMPLE)
    if branch.startswith("-") or not Git(base).ok("check-ref-format", f"refs/heads/{branch}"):
        raise ConfigError(f"branch: {redact(branch)} is no name of a branch; write branch: main")
    slug = re.sub(r"[^A-Za-z0-9]+", "-", address.rstrip("/").rpartition("/")[2].removesuffix(".git")).strip("-")
    digest = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()[:20]
    home = cache.home()
    if home is None:
        named = os.environ.get(cache.ENVIRONMENT, "")
        raise NotNowError(f"there is no folder for clones ({named or 'no home'}); set {cache.ENVIRONMENT} to one")
    folder = home.resolve() / f"{slug[:40] or 'site'}-{digest}"
    return Clone(address, branch, folder, f"{inside}/" if inside else "")
