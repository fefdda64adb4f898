"""A claim, and how it stands in git: a commit without parent and files, whose message is the record."""

from __future__ import annotations

import getpass
import json
import os
import re
import secrets
import socket
from datetime import UTC, date, datetime
from typing import NamedTuple

from mkdocs_momentum.core.posts import PostKey

UNKNOWN = PostKey("?", "?")
VERSION = 1
MAX_RECORD = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_WHO = "momentum <momentum@localhost>"


class Claim(NamedTuple):
    """One day, taken by one post.

    Args:
        day: the day.
        key: the post; `UNKNOWN` where the record cannot be read.
        nonce: tells two claims apart that are alike in everything else; empty where the record cannot be read.
        who: `user@host`, or the repository and the actor of a CI run.
        at: when the claim was made, UTC.
        wished: the raw text of the post's `date` before it was moved, so that a withdrawal can restore it.
        run: address of the CI run, where there is one.
        commits: whether the run commits the mark, so that a mark of an earlier day without a commit was cut short.
    """

    day: date
    key: PostKey
    nonce: str
    who: str
    at: datetime
    wished: str = ""
    run: str = ""
    commits: bool = False

    @property
    def readable(self) -> bool:
        """Whether its record could be read; a day whose record cannot be read is taken all the same."""
        return bool(self.nonce)


def new_claim(day: date, key: PostKey, wished: str, now: datetime, *, commits: bool = False) -> Claim:
    """A claim of `day` for the post `key`, by whoever runs this.

    Args:
        day: the day to take.
        key: the post.
        wished: the raw text of its `date`; empty where it does not move.
        now: an aware moment.
        commits: whether the mark is going to be committed.
    """
    return Claim(day, key, secrets.token_hex(16), _who(), now.astimezone(UTC), wished, _run(), commits)


def describe_claim(claim: Claim) -> str:
    """`2026-11-24: momentumpath, docs/blog/posts/x.md`, on one line."""
    if not claim.readable:
        return f"{claim.day}: taken, by a record that cannot be read"
    return _CONTROL.sub("?", f"{claim.day}: {claim.key.site}, {claim.key.path}")


def unreadable(day: date) -> Claim:
    """The claim of a day whose ref exists and whose record cannot be read: taken, by we do not know whom."""
    return Claim(day, UNKNOWN, "", "", datetime(1970, 1, 1, tzinfo=UTC))


def encode(claim: Claim, tree: str) -> bytes:
    """The commit object that records `claim`; the same claim always gives the same bytes.

    Args:
        claim: what to record.
        tree: id of the empty tree.
    """
    record = {
        "v": VERSION,
        "day": claim.day.isoformat(),
        "site": claim.key.site,
        "path": claim.key.path,
        "who": claim.who,
        "at": claim.at.isoformat(),
        "wished": claim.wished,
        "run": claim.run,
        "commits": claim.commits,
        "nonce": claim.nonce,
    }
    stamp = f"{_WHO} {int(claim.at.timestamp())} +0000"
    head = f"tree {tree}\nauthor {stamp}\ncommitter {stamp}\n"
    return f"{head}\n{describe_claim(claim)}\n\n{json.dumps(record, indent=1)}\n".encode()


def decode(day: date, commit: bytes | None) -> Claim:
    """The claim in a commit object; `unreadable(day)` for anything that is no record of that day."""
    try:
        if commit is None or len(commit) > MAX_RECORD:
            return unreadable(day)
        message = commit.split(b"\n\n", 1)[1]
        record = json.loads(message[message.index(b"\n") :])
        texts = [record[name] for name in ("site", "path", "nonce", "who", "wished", "run")]
        at = datetime.fromisoformat(record["at"])
        if record["day"] != day.isoformat() or at.tzinfo is None or not all(isinstance(text, str) for text in texts):
            return unreadable(day)
    except (ValueError, LookupError, TypeError, RecursionError):
        return unreadable(day)
    site, path, nonce, who, wished, run = texts
    if not nonce:
        return unreadable(day)
    commits = record.get("commits") is True
    return Claim(day, PostKey(site, path), nonce, who, at.astimezone(UTC), wished, run, commits)


def _who() -> str:
    repository = os.environ.get("GITHUB_REPOSITORY") or os.environ.get("CI_PROJECT_PATH")
    if repository:
        actor = os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN")
        return f"{actor}@{repository}" if actor else repository
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "someone"
    return f"{user}@{socket.gethostname()}"


def _run() -> str:
    repository, number = os.environ.get("GITHUB_REPOSITORY"), os.environ.get("GITHUB_RUN_ID")
    if repository and number:
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        return f"{server}/{repository}/actions/runs/{number}"
    return os.environ.get("CI_JOB_URL", "")
