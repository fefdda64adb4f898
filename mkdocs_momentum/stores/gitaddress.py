"""A git address that a config names, checked before git sees it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mkdocs_momentum.config import named_place
from mkdocs_momentum.core.addresses import SSH, unsafe_address
from mkdocs_momentum.errors import ConfigError, GitError
from mkdocs_momentum.stores.git import Git, protocols
from mkdocs_momentum.stores.redaction import redact

EXAMPLE = "ledger: git@example.com:me/momentum.git"
_SCP = re.compile(r"^[^/\\]{2,}:(?!//)")
_URL = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")


def checked_address(spec: str, base: Path, example: str = EXAMPLE) -> str:
    """An address as git takes it: a URL, `user@host:path`, or a folder (relative to `base`).

    Args:
        spec: a ledger's address, or a site's.
        base: what a relative folder is relative to.
        example: a right line of `momentum.yml`, for messages.

    Raises:
        ConfigError: it is unsafe for git, or uses a transport that is not allowed.
    """
    why = unsafe_address(spec)
    if why:
        raise ConfigError(f"{redact(spec)!r} {why}; for example {example}")
    url = _URL.match(spec)
    if not url and not _SCP.match(spec):
        return str(named_place(spec, base).resolve())
    scheme = url[1].lower() if url else "ssh"
    if ("ssh" if scheme in SSH else scheme) not in protocols().split(":"):
        allowed = ", ".join(protocols().split(":"))
        raise ConfigError(f"{redact(spec)!r} uses {scheme}, and it is reached by {allowed}; for example {example}")
    return spec


@cache
def login_helpers() -> tuple[str, ...]:
    """The credential helpers among the system's settings, as settings.

    Scratch repositories heed no system settings, but on macOS and Windows that is where git's keychain is named.
    """
    try:
        listed = Git(Path.home()).run("config", "--system", "--get-all", "credential.helper")
    except GitError:
        return ()
    return tuple(f"credential.helper={helper}" for helper in listed.splitlines() if helper)
