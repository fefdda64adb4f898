"""The errors a person may see. Each is one line: what was given, where it stands, how it should look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class MomentumError(Exception):
    """A fault that stops the run and that the user can mend. Printed as one line, exit code 1."""


class ConfigError(MomentumError):
    """`momentum.yml` or the plugin's block in `mkdocs.yml` cannot be used as it stands."""


class SiteError(MomentumError):
    """A site cannot be read: its folder, its `mkdocs.yml` or its posts folder."""


class GitError(MomentumError):
    """git answered with a failure; the message carries no credentials."""


class LedgerUnreachableError(MomentumError):
    """The ledger gave no certain answer. Nothing may be released on its word."""


class EditRefusedError(MomentumError):
    """A front-matter edit would have changed more than it may, so nothing was written."""


class NotNowError(MomentumError):
    """A post cannot be changed as things stand, and nothing was: the message says where and what would help."""


class UncommittedError(NotNowError):
    """The post's file has changes that no commit holds; the message is its path."""


class MarkedError(NotNowError):
    """The post went live already, on `day`; a working tree that lacks the newest commits does not know it yet."""

    def __init__(self, message: str, day: date) -> None:
        super().__init__(message)
        self.day = day


class LapsedError(MomentumError):
    """The day ended while its post was on its way, and the mark was not written."""
