"""A site's working tree on this machine, as something to commit and push from; the writer may be at work in it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_momentum.errors import GitError, NotNowError
from mkdocs_momentum.stores.following import moved_on
from mkdocs_momentum.stores.git import Git

_UNDER_WAY = {
    "rebase-merge": ("a rebase", "git rebase --continue"),
    "rebase-apply": ("a rebase", "git rebase --continue"),
    "MERGE_HEAD": ("a merge", "git commit"),
    "CHERRY_PICK_HEAD": ("a cherry-pick", "git cherry-pick --continue"),
    "REVERT_HEAD": ("a revert", "git revert --continue"),
    "BISECT_LOG": ("a bisection", "git bisect reset"),
}
# How the writer logs in may be said in the repository's own settings; CI systems keep their token there.
_LOGIN = r"^(http\..*|credential\..*|core\.sshcommand|ssh\..*|url\..*|user\.(name|email))$"


class Upstream(NamedTuple):
    """Where a working tree pushes to.

    Args:
        branch: the branch that is checked out.
        remote: the name of its remote.
        target: the remote's branch, `refs/heads/main`.
        fetch_url: where it is fetched from.
        push_url: where it is pushed to.
    """

    branch: str
    remote: str
    target: str
    fetch_url: str
    push_url: str


def require_ready(root: Path, published: str) -> None:
    """That a commit made now would be one on the branch that is published.

    Args:
        root: the working tree, or a folder in it.
        published: the branch's name; empty where nothing says it.

    Raises:
        NotNowError: something is under way, or another branch is checked out.
    """
    git = Git(root)
    folder = Path(root, git.run("rev-parse", "--git-dir"))
    for name, (what, end) in _UNDER_WAY.items():
        if (folder / name).exists():
            raise NotNowError(f"{root}: {what} is under way; finish it ({end}) and run this again")
    try:
        branch = git.run("symbolic-ref", "--short", "HEAD")
    except GitError:
        if published:
            raise NotNowError(f"{root}: no branch is checked out; git switch {published}") from None
        return
    if published and branch != published:
        raise NotNowError(f"{root} is on branch {branch}, and {published} is what is published; git switch {published}")


def published_branch(root: Path, configured: str) -> str:
    """The branch that is published, as the configuration or else the clone itself says; empty where neither does."""
    if configured:
        return configured
    with contextlib.suppress(GitError):
        return Git(root).run("symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    return ""


def upstream(root: Path) -> Upstream:
    """Where the checked-out branch is pushed to.

    Raises:
        NotNowError: no branch is checked out, or it has no upstream.
    """
    git = Git(root)
    try:
        branch = git.run("symbolic-ref", "--short", "HEAD")
    except GitError:
        message = f"{root}: no branch is checked out, so there is nothing to push to; git switch main"
        raise NotNowError(message) from None
    try:
        remote = git.run("config", "--get", f"branch.{branch}.remote")
        target = git.run("config", "--get", f"branch.{branch}.merge")
        urls = [git.run("remote", "get-url", *push, "--", remote) for push in ((), ("--push",))]
    except GitError:
        raise NotNowError(f"{root}: branch {branch} has no upstream; git push -u origin {branch}") from None
    top = Path(git.run("rev-parse", "--show-toplevel"))
    fetch_url, push_url = (str((top / url).resolve()) if (top / url).is_dir() else url for url in urls)
    return Upstream(branch, remote, target, fetch_url, push_url)


class SideBranch:
    """The remote branch of a working tree, reached through a temporary bare repository; the tree is only looked at.

    Args:
        root: the working tree.
        up: from `upstream`.
        place: the temporary bare repository.
        shallow: the working tree's history is cut off, so nothing of it can be built on.
        env: settings of the working tree that say how to log in.
    """

    def __init__(self, root: Path, up: Upstream, place: Path, *, shallow: bool, env: dict[str, str]) -> None:
        self.root = root
        self.name = f"{up.remote} of {root}"
        self.ref = up.target
        self.remote = self.push_url = up.push_url
        self._up = up
        self._shallow = shallow
        self.git = Git(place, bare=True, settings=("core.hooksPath=/dev/null", "gc.auto=0"), env=env, scratch=True)
        self._head = Git(root).run("rev-parse", "HEAD")

    def fetch(self) -> str:
        """See `Branch`."""
        depth = ("--depth=1",) if self._shallow else ()
        self.git.run(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", *depth, "--", self._up.fetch_url,
            f"+{self.ref}:refs/tip",
        )  # fmt: skip
        return self.git.run("rev-parse", "refs/tip")

    def base(self, tip: str) -> str:
        """See `Branch`: what is checked out, where the remote has nothing that it lacks, else the remote's tip."""
        if self._shallow:
            return tip
        return self._head if self.git.ok("merge-base", "--is-ancestor", tip, self._head) else tip

    def lacks_commits(self) -> bool:
        """Whether the remote, as it was fetched last, has commits that the working tree lacks."""
        return not self.git.ok("merge-base", "--is-ancestor", "refs/tip", self._head)

    def follow(self, commit: str, path: str) -> bool:
        """Brings the working tree to `commit`, where that only adds to it.

        Args:
            commit: what the remote has now.
            path: the published file, from the top.

        Returns:
            Whether it is there now; if not, nothing was changed.
        """
        try:
            return self._follow(commit, path)
        except GitError:  # what is pushed is pushed, whatever stands in the way here
            return False

    def _follow(self, commit: str, path: str) -> bool:
        if self._shallow or not self.git.ok("merge-base", "--is-ancestor", self._head, commit):
            return False
        top = Path(Git(self.root).run("rev-parse", "--show-toplevel"))
        git = Git(top, settings=("core.hooksPath=/dev/null", "gc.auto=0"))
        published = "refs/heads/published"
        self.git.run("update-ref", published, commit)
        fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=")
        git.run(*fetch, "--", str(self.git.root), published)
        if git.run("symbolic-ref", "--short", "HEAD") != self._up.branch or not moved_on(git, commit, path):
            return False
        tracking = f"refs/remotes/{self._up.remote}/{self.ref.removeprefix('refs/heads/')}"
        if git.ok("rev-parse", "--verify", "--quiet", tracking):
            git.ok("update-ref", tracking, commit)
        return True


@contextlib.contextmanager
def side_branch(root: Path) -> Iterator[SideBranch]:
    """The remote branch that a working tree belongs to, through a temporary bare repository.

    Raises:
        NotNowError: there is no such branch.
    """
    up = upstream(root)
    git = Git(root)
    shallow = git.run("rev-parse", "--is-shallow-repository") == "true"
    with tempfile.TemporaryDirectory(prefix="momentum-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        Git(place).run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        if not shallow:
            objects = (root / git.run("rev-parse", "--git-path", "objects")).resolve()
            (place / "objects/info").mkdir(exist_ok=True)
            (place / "objects/info/alternates").write_text(f"{objects}\n", encoding="utf-8")
        yield SideBranch(root, up, place, shallow=shallow, env=_login(git))


def obstacles(root: Path, published: str) -> list[tuple[str, str]]:
    """What would keep a release from being committed or pushed from a working tree, each with its mend.

    Args:
        root: the working tree.
        published: the branch's name; empty where nothing says it.
    """
    found = []
    if is_cut_short(root):
        lock = _index_lock(root)
        found.append((f"{lock} is left from an interrupted run, if no git runs there now", f"then: rm {lock}"))
    try:
        require_ready(root, published)
        if Git(root).run("remote"):
            upstream(root)
    except NotNowError as error:
        message, _, mend = str(error).partition("; ")
        found.append((message, mend))
    return found


def is_cut_short(root: Path) -> bool:
    """Whether a git that was killed in here, or one that runs right now, may have left a file half written or gone."""
    return _index_lock(root).exists()


def _index_lock(root: Path) -> Path:
    return Path(root, Git(root).run("rev-parse", "--git-path", "index.lock"))


def is_committed(root: Path, path: str) -> bool:
    """Whether the last commit holds this one file as it stands.

    A commit that was killed leaves an index that knows nothing of it; that one is brought up to the commit.
    """
    git = Git(root)
    return git.ok("diff", "--quiet", "HEAD", "--", path) and git.ok("add", "--", path)


def is_pushed(root: Path) -> bool:
    """Whether, as far as is known here, the remote has what is checked out."""
    return Git(root).ok("merge-base", "--is-ancestor", "HEAD", "@{upstream}")


def _login(git: Git) -> dict[str, str]:
    """The working tree's own settings for logging in, for git's environment: a command line is for all to see."""
    try:
        listed = git.run("config", "--local", "--includes", "-z", "--get-regexp", _LOGIN)
    except GitError:
        return {}
    env: dict[str, str] = {}
    pairs = [entry.partition("\n") for entry in listed.split("\0") if entry]
    for number, (key, _, value) in enumerate(pairs):
        env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**env, "GIT_CONFIG_COUNT": str(len(pairs))}
