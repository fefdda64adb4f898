"""A copy of a site's folder, made beside its place and moved there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs_momentum.core.generators.yamlread import Tagged
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.files import real
from mkdocs_momentum.stores.sitefiles import STAGED_MARKER, WorkingFiles, inside, is_folder

NEVER = frozenset({
    ".git", ".hg", ".svn", ".momentum", "momentum.yml", "momentum.yaml", ".venv", "__pycache__", STAGED_MARKER,
})  # fmt: skip
_MADE = ".momentum-"
LINKED = frozenset({"node_modules"})
"""Folders of what others wrote, to which a copy has links."""
_KEPT = frozenset({".astro", ".cache", ".vite", ".vite-temp", ".parcel-cache"})
"""What tools keep in there between builds."""

Change = Callable[[str, bytes], bytes]
"""From a file's path and bytes to what the copy holds."""


def copy_site(root: Path, target: Path, skipped: Collection[str], change: Change) -> None:
    """Copy a site.

    Args:
        root: its folder.
        target: the copy; must be new, empty, or an earlier copy.
        skipped: files and folders that are left out, also where links lead to them; from the root.
        change: asked for every other file.

    Raises:
        MomentumError: the target holds something else, or cannot be written.
    """
    target = real(target)
    if target == root or root.is_relative_to(target):
        raise MomentumError(f"{target}: the site itself lies there; name another folder, as in ../staged")
    try:
        is_free = not target.exists() or (target.is_dir() and not any(target.iterdir()))
        if not is_free and not (target / STAGED_MARKER).is_file():
            raise MomentumError(f"{target}: something else lies there; name a new folder, as in ../staged")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_MADE, dir=target.parent, ignore_cleanup_errors=True) as place:
            made = Path(place, "site")
            made.mkdir()
            (made / STAGED_MARKER).write_text("A copy made by momentum stage; it may be replaced.\n", encoding="utf-8")
            _copy(root, made, "", frozenset({*skipped, *_inside(target.parent, root, target)}), change)
            if target.exists():
                target.rename(Path(place, "old"))
            made.rename(target)
    except OSError as error:
        is_ours = _MADE in str(error.filename or _MADE)  # the place where the copy is made is nobody's business
        raise MomentumError(f"{target if is_ours else error.filename}: {error.strerror or error}") from None
    except RecursionError:
        raise MomentumError(f"{root}: its folders stand too deep in one another; move some up") from None


def _inside(parent: Path, root: Path, target: Path) -> list[str]:
    """The target and the place where it is made, where they lie in the site itself."""
    if not parent.is_relative_to(root):
        return []
    return [target.relative_to(root).as_posix()]


def _copy(root: Path, made: Path, folder: str, skipped: frozenset[str], change: Change) -> None:
    for entry in sorted(os.scandir(root / folder), key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if _is_never(entry.name) or path in skipped or (is_folder(entry) and Path(entry.path, STAGED_MARKER).is_file()):
            continue
        place = made / path
        found = inside(WorkingFiles(root), path) if entry.is_symlink() else path
        if entry.name in LINKED and entry.is_dir():
            _link_all(Path(entry.path).resolve(), place)
        elif found is None:
            place.symlink_to(os.path.realpath(entry.path))
        elif entry.is_symlink() and (_is_left_out(found, skipped) or not Path(entry.path).exists()):
            continue  # it leads to nothing that the copy has
        elif entry.is_dir() and entry.is_symlink():
            place.symlink_to(os.path.relpath(root / found, root / folder))  # into the copy, however it was written
        elif entry.is_dir():
            place.mkdir()
            _copy(root, made, path, skipped, change)
        elif entry.is_file():
            _copy_file(Path(entry.path), place, path, change)


def _link_all(folder: Path, place: Path) -> None:
    """A folder of links to all that is in another one, but for what tools keep there of the site's texts."""
    place.mkdir()
    for entry in os.scandir(folder):
        if entry.name not in _KEPT:
            (place / entry.name).symlink_to(entry.path, target_is_directory=entry.is_dir())


def _is_left_out(path: str, skipped: frozenset[str]) -> bool:
    above = PurePosixPath(path).parents
    return path in skipped or any(map(_is_never, path.split("/"))) or any(one.as_posix() in skipped for one in above)


def _is_never(name: str) -> bool:
    return name in NEVER or name.startswith(".momentum-")


def _copy_file(file: Path, place: Path, path: str, change: Change) -> None:
    before = file.read_bytes()
    after = change(path, before)
    if after is before:
        shutil.copy2(file, place)
    else:
        place.write_bytes(after)
        shutil.copystat(file, place)


def dump_mkdocs(data: Mapping[str, Any]) -> str:
    """A whole `mkdocs.yml` from settings, tags of Python names included."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Its own class, so that its representers stay here."""

    def tagged(dumper: yaml.SafeDumper, value: Tagged) -> yaml.Node:
        tag = f"tag:yaml.org,2002:python/{value.kind}:{value.name}" if value.name else value.kind
        if isinstance(value.value, Mapping):
            return dumper.represent_mapping(tag, value.value)
        if isinstance(value.value, list):
            return dumper.represent_sequence(tag, value.value)
        return dumper.represent_scalar(tag, str(value.value or ""))

    Dumper.add_representer(Tagged, tagged)
    return yaml.dump(dict(data), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=1000)
