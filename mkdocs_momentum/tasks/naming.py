"""Which post a person means: a file, a path as it stands in the site, `site:path`, a file's name or a title."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.core.words import nearest, shown
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.files import real

if TYPE_CHECKING:
    from mkdocs_momentum.core.posts import Post
    from mkdocs_momentum.tasks.scene import Scene


def post_named(scene: Scene, text: str, here: Path) -> Post:
    """The post that `text` names.

    Args:
        scene: all that was read.
        text: as it was typed.
        here: the folder that paths begin at.

    Raises:
        MomentumError: there is no such post, or there are several.
    """
    posts = scene.report.posts
    file = real(here / text)
    named = [post for post in posts if scene.roots.get(post.key.site, here) / post.key.path == file]
    wanted = text.strip().replace("\\", "/").removeprefix("./")
    for fits in (
        lambda post: wanted in {f"{post.key.site}:{post.key.path}", f"{post.key.site}: {post.key.path}", post.key.path},
        lambda post: post.key.path.endswith(f"/{wanted}"),
        lambda post: _stem(post) == wanted.rpartition("/")[2],
        lambda post: post.title.casefold() == wanted.casefold(),
    ):
        named = named or [post for post in posts if fits(post)]
    if len(named) == 1:
        return named[0]
    if named:
        both = " or ".join(f"{post.key.site}:{post.key.path}" for post in named[:2])
        raise MomentumError(f"{shown(text)} names {len(named)} posts; write {both}")
    if file.exists():
        raise MomentumError(f"{shown(text)} is no post of a site in {scene.config.where}; momentum doctor says why")
    hint = nearest(wanted.rpartition("/")[2], [_stem(post) for post in posts])
    raise MomentumError(f"{shown(text)}: there is no such post{hint or '; name its file, as in posts/first.md'}")


def _stem(post: Post) -> str:
    folder, _, name = post.key.path.rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "index" else stem
