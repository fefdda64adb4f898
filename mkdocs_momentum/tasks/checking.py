"""Composition of `check`: look at the sites as they would be with a change, say what follows, move dates forward."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.endings import POSTS
from mkdocs_momentum.core.findings import Finding, find
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.fronts import MKDOCS
from mkdocs_momentum.core.posts import Problem
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import files
from mkdocs_momentum.stores.index import Index, IndexedFile
from mkdocs_momentum.tasks.scene import Scene, read

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config
    from mkdocs_momentum.core.days import Calendar
    from mkdocs_momentum.core.fronts import Dialect
    from mkdocs_momentum.core.posts import PostKey

__all__ = ["check", "check_index", "file_of"]


def check(config: Config, today: date, paths: Sequence[Path] = (), *, fix: bool = False) -> tuple[Scene, list[Finding]]:
    """Look at posts as they stand in the working trees.

    Args:
        config: from `load`.
        today: the writer's day.
        paths: files or folders that are asked about; everything where there are none.
        fix: move dates to the planned day.

    Raises:
        MomentumError: a path is not there.
    """
    for path in paths:
        if not path.exists():
            raise MomentumError(f"{path}: there is no such file; name a post, as in docs/blog/posts/first.md")
    scene = read(config, today)
    found = list(find(scene.report, _named(scene, paths) if paths else None))
    if fix:
        found = [_fixed(scene, finding) if finding.moves else finding for finding in found]
    return scene, found


def check_index(config: Config, today: date, index: Index, *, fix: bool = False) -> tuple[Scene | None, list[Finding]]:
    """Look at the posts of one repository as its index has them, at all others as they stand.

    Args:
        config: from `load`.
        today: the writer's day.
        index: of the repository.
        fix: move dates to the planned day, in the index and in the working tree.
    """
    indexed = {index.top / file.path: file for file in index.files(POSTS)}
    new = {path for path, file in indexed.items() if file.before is None}
    if not indexed:
        return None, []
    scene = read(config, today, indexed={path: file.data for path, file in indexed.items()}, arriving=new)
    mine = {key: indexed[path] for key, path in _paths(scene) if path in indexed}
    found = []
    for finding in find(scene.report, mine.keys()):
        file = mine[finding.key]
        if fix and finding.moves:
            found.append(_reindexed(scene, finding, index, file))
        elif finding.moves or not _same_head(file, _dialect(finding)):
            found.append(finding)
    return scene, found


def file_of(scene: Scene, finding: Finding) -> Path | None:
    """The file that a finding is about."""
    root = scene.roots.get(finding.key.site)
    return root / finding.key.path if root and finding.key.path else None


def _named(scene: Scene, paths: Iterable[Path]) -> Collection[PostKey]:
    wanted = [files.real(path) for path in paths]
    return {key for key, path in _paths(scene) if any(path.is_relative_to(named) for named in wanted)}


def _paths(scene: Scene) -> Iterable[tuple[PostKey, Path]]:
    roots = scene.roots
    return [(post.key, roots[post.key.site] / post.key.path) for post in scene.report.posts if post.key.site in roots]


def _same_head(file: IndexedFile, dialect: Dialect) -> bool:
    """Whether nothing of the front matter changes, so that there is nothing new to say."""
    if file.before is None:
        return False
    try:
        texts = [decode(data) for data in (file.before, file.data)]
        heads = [dialect.reader(text) for text in texts]
    except FrontMatterError:
        return False
    return texts[0][: heads[0].end] == texts[1][: heads[1].end]


def _fixed(scene: Scene, finding: Finding) -> Finding:
    path, day = finding.key.path, finding.day
    if day is None:
        return finding
    root = scene.roots.get(finding.key.site)
    if root is None:  # read from its repository, so there is no file here to write to
        return finding
    try:
        before = files.read_inside(root, path)
        after = edit.move_date(decode(before), day, _calendar(scene, finding), _dialect(finding)).text
        files.replace_inside(root, path, before, after.encode())
    except (MomentumError, FrontMatterError) as error:
        return _unfixable(finding, error)
    return finding._replace(fixed=True)


def _reindexed(scene: Scene, finding: Finding, index: Index, file: IndexedFile) -> Finding:
    """Move the indexed date. The file in the working tree follows where its date is the indexed one."""
    if finding.day is None:
        return finding
    try:
        edited = edit.move_date(decode(file.data), finding.day, _calendar(scene, finding), _dialect(finding))
        index.replace(file, edited.text.encode())
    except (MomentumError, FrontMatterError) as error:
        return _unfixable(finding, error)
    _follow(scene, index.top, file.path, edited.wished, finding)
    return finding._replace(fixed=True)


def _follow(scene: Scene, top: Path, path: str, wished: str, finding: Finding) -> None:
    """Make the same change in the working tree, which may have changes that are not indexed and keeps them."""
    try:
        before = files.read_inside(top, path)
        day = finding.day or scene.report.today
        edited = edit.move_date(decode(before), day, _calendar(scene, finding), _dialect(finding))
        if edited.wished == wished:
            files.replace_inside(top, path, before, edited.text.encode())
    except (MomentumError, FrontMatterError):
        return  # what is being written there right now is the writer's; the commit has its date


def _calendar(scene: Scene, finding: Finding) -> Calendar:
    return scene.report.calendar_of(finding.key.site)


def _dialect(finding: Finding) -> Dialect:
    return (finding.post.dialect if finding.post else None) or MKDOCS


def _unfixable(finding: Finding, error: Exception) -> Finding:
    key = finding.key
    mend = f"write date: {finding.day}"
    return finding._replace(problem=Problem(key.site, key.path, f"its date stays as it is: {error}", mend, holds=False))
