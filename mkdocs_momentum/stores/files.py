"""Files being edited: looked at again before they are replaced, and replaced in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.sitefiles import is_folder


def read_inside(root: Path, path: str) -> bytes:
    """The bytes of `path` below `root`.

    Raises:
        MomentumError: it is not there, cannot be read, or a link leads out of `root`.
    """
    try:
        return _inside(root, path).read_bytes()
    except OSError as error:
        raise MomentumError(f"{root / path}: {error.strerror or error}") from None


def replace_inside(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Replace a file's bytes in one step, keeping its mode and, where permitted, its owner.

    A link inside the tree is followed, so that the file it names is edited and the link stays.

    Raises:
        MomentumError: the file no longer holds `before`, or cannot be written.
    """
    target = _inside(root, path)
    try:
        status = target.stat()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(status.st_mode & 0o7777)
            with suppress(OSError):
                os.chown(name, status.st_uid, status.st_gid)
            if target.read_bytes() != before:
                raise MomentumError(f"{root / path} changed while it was being edited; run it again")
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise MomentumError(f"{root / path}: {error.strerror or error}") from None


def write_private(path: Path, text: str) -> None:
    """Write a file that a person named, and its folder where there is none, as `put_private` does.

    Raises:
        MomentumError: it cannot be written.
    """
    try:
        place = real(path)  # a link stays, and leads to the new text
        if place.exists() and not place.is_file():
            raise MomentumError(f"{path} is no ordinary file, and would be replaced by one; name another")
        place.parent.mkdir(parents=True, exist_ok=True)
        put_private(place, text)
    except OSError as error:
        why = error.strerror or error
        raise MomentumError(f"{path}: it cannot be written: {why}; name a file in a folder that takes it") from None


def put_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, in one step, and only when it changes. Raises OSError."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".momentum-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def real(path: Path) -> Path:
    """A path with no link in it. Of links in a circle one stays, where `Path.resolve` raises before Python 3.13."""
    return Path(os.path.realpath(path))


def private_place(path: Path, roots: Sequence[Path]) -> Path:
    """Where the page or the plan may be written: not inside a site, whose next build or commit could take it along.

    Raises:
        MomentumError: it is a folder, its folder is not there, or it lies in one of the sites at `roots`.
    """
    target = real(path)
    if is_folder(target) or not is_folder(target.parent):
        raise MomentumError(f"{path} is not a file in a folder that is there; write -o ../{path.name}")
    site = next((root for root in roots if target.is_relative_to(root.resolve())), None)
    if site:
        raise MomentumError(f"{path} lies inside the site {site}, which may publish it; write -o ../{path.name}")
    return path


def _inside(root: Path, path: str) -> Path:
    base = root.resolve()
    target = real(base / path)
    if not target.is_relative_to(base):
        raise MomentumError(f"{root / path} leads out of {root}; keep posts inside their site")
    return target
