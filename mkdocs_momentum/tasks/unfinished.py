"""What a run that ended in the middle leaves behind: a mark that no commit holds, or a tree without the pushed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_momentum.core import edit
from mkdocs_momentum.core.frontmatter import FrontMatterError, decode
from mkdocs_momentum.core.posts import State
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import files, git, repository
from mkdocs_momentum.stores.workingtree import is_cut_short

if TYPE_CHECKING:
    from mkdocs_momentum.core.posts import Post
    from mkdocs_momentum.stores.claims import Claim
    from mkdocs_momentum.tasks.scene import Scene


def give_back(scene: Scene) -> bool:
    """Takes marks of earlier days out again that were to be committed and never were.

    Such a post was never public, so it takes the next open day. The file gets back what the last commit holds, and
    only where nothing but the mark differs. A mark whose run was not to commit is left alone: somebody else does.

    Returns:
        Whether any file changed.

    Raises:
        MomentumError: a file changed meanwhile, or cannot be written.
    """
    changed = False
    for post, claim in _cut_short(scene):
        if is_marked_only(scene, post):
            root = scene.roots[post.key.site]
            current = files.read_inside(root, post.key.path)
            before = edit.remove_mark(decode(current), claim.wished, post.dialect)
            files.replace_inside(root, post.key.path, current, before.encode())
            changed = True
    return changed


def bring_here(scene: Scene) -> list[str]:
    """Brings working trees up to date whose newest release may have been pushed by a run that ended there.

    Returns:
        For each tree that was looked at, and is to be read again: its folder where only a git pull helps, or nothing.
    """
    newest = {scene.claims[day].key.site: scene.claims[day] for day in sorted(scene.claims) if day < scene.report.today}
    brought: list[str] = []
    for claim in newest.values():
        post = scene.post(claim.key)
        if post is None:
            brought += filter(None, [half_written(scene, claim)])
        elif post.state is State.WAITING and claim.key.site in scene.roots:
            brought.append(scene.place(claim.key.site, commit=True, push=True).catch_up(claim.key.path))
    return brought


def half_written(scene: Scene, claim: Claim) -> str:
    """The working tree in which a post is not there because git was killed on the way to it; empty where it was not."""
    root = scene.roots.get(claim.key.site)
    return str(root) if root and repository.is_repository(root) and is_cut_short(root) else ""


def is_marked_only(scene: Scene, post: Post) -> bool:
    """Whether the file differs from the last commit by its mark alone."""
    root = scene.roots.get(post.key.site)
    if root is None or post.released is None or not repository.is_repository(root):
        return False
    if not repository.is_dirty(root, post.key.path):
        return False
    try:
        current = decode(files.read_inside(root, post.key.path))
        calendar = scene.report.calendar_of(post.key.site)
        marked = edit.set_mark(_committed(scene, post), post.released, calendar, post.dialect).text
    except (MomentumError, FrontMatterError):
        return False
    return marked.splitlines() == current.splitlines()


def _cut_short(scene: Scene) -> list[tuple[Post, Claim]]:
    """On each site the newest release of an earlier day, if its run was to commit it; older ones had later runs."""
    found: dict[str, tuple[Post, Claim]] = {}
    for day in sorted(scene.claims):
        claim = scene.claims[day]
        post = scene.post(claim.key) if claim.commits and day < scene.report.today else None
        if post and post.state is State.RELEASED and post.released == day and post.key.site in scene.roots:
            found[post.key.site] = (post, claim)
    return list(found.values())


def _committed(scene: Scene, post: Post) -> str:
    return decode(git.Git(scene.roots[post.key.site]).read("show", f"HEAD:./{post.key.path}"))
