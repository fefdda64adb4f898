"""What a whole reading leaves behind for the next commit's first look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_momentum.config import FILE_NAMES
from mkdocs_momentum.core.days import ONE_DAY
from mkdocs_momentum.core.endings import MARKDOWN
from mkdocs_momentum.core.generators.mkdocs import CONFIG_NAMES, MkdocsSite
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores import glances
from mkdocs_momentum.stores.configfile import ENVIRONMENT
from mkdocs_momentum.stores.git import Git
from mkdocs_momentum.stores.hubs import LocalHub
from mkdocs_momentum.stores.mkdocsyml import ZENSICAL, load_mkdocs_site
from mkdocs_momentum.stores.sitefiles import TICK, WorkingFiles
from mkdocs_momentum.stores.stamps import stamp

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import SiteConfig
    from mkdocs_momentum.tasks.scene import Scene

__all__ = ["keep"]

_DEPENDS = (b"INHERIT", b"!ENV", b"!<", b"%TAG", b"\\x", b"\\u", b"\\U")
"""What makes a site's settings depend on more than its own file, and how it can be written otherwise."""


class _NotPlain(Exception):  # noqa: N818 - it steers this module and never leaves it
    """This world is not one that a look can be trusted with."""


def keep(scene: Scene, named: str, began: int) -> None:
    """Leave behind what was read, or nothing where the next commit has to be read in full too.

    Args:
        scene: what was read, with a commit in the making.
        named: the configuration that the hook was given; empty where it looked for one.
        began: nanoseconds since the epoch, before the first file was read.
    """
    try:
        lines = list(_lines(scene, named, began))
    except (_NotPlain, MomentumError, OSError):
        lines = ["none"]
    if not any("\n" in line or line.count("\r") for line in lines):
        glances.save(lines)


def _lines(scene: Scene, named: str, began: int) -> Iterator[str]:
    report, calendar = scene.report, scene.config.calendar
    today = report.today
    if report.ledger_note or any(problem.holds for problem in report.problems if not problem.path):
        raise _NotPlain
    local = isinstance(scene.ledger.hub, LocalHub)
    first = today if local else today + 2 * ONE_DAY  # elsewhere somebody may be claiming the next days right now
    marks = {post.released for post in report.posts if post.released}
    taken = sorted(day for day in marks | set(report.claims) if day >= today)
    yield f"asked\t{glances.asked(named)}"
    yield f"clock\t{calendar.start_of(today).timestamp()}\t{calendar.start_of(today + ONE_DAY).timestamp()}"
    yield f"today\t{today}"
    yield f"first\t{first}"
    yield f"hours\t{int(not (calendar.day_starts.hour or calendar.day_starts.minute))}"
    yield "\t".join(["weekdays", *map(str, sorted(calendar.rest_weekdays))])
    yield "\t".join(["rests", *(str(day) for span in calendar.rest_ranges for day in (span.first, span.last))])
    yield "\t".join(["taken", *map(str, taken)])
    for path in _watched(scene, local=local):
        yield f"stamp\t{_settled(path, began)}\t{path}"
    chosen = named or os.environ.get(ENVIRONMENT)
    yield from (_real(Path.cwd() / chosen / name) for name in ("", FILE_NAMES[0]) if chosen)
    for site in scene.config.sites:
        yield from _site_lines(scene, site, began)


def _watched(scene: Scene, *, local: bool) -> Iterator[str]:
    """Files whose every change has to be noticed."""
    config = Path(scene.config.where)
    yield str(config)
    here = Path.cwd().resolve()
    above = (here, *here.parents)
    nearer = above[: above.index(config.parent) + 1] if config.parent in above else above
    yield from (str(folder / name) for folder in nearer for name in FILE_NAMES)
    for root in scene.roots.values():
        yield from (str(root / name) for name in (*CONFIG_NAMES, ZENSICAL))
    if local and isinstance(scene.ledger.hub, LocalHub):
        hub, parts = scene.ledger.hub.folder, scene.ledger.prefix.split("/")
        folders = ("/".join(parts[:length]) for length in range(1, len(parts)))
        yield from (str(hub / name) for name in ("packed-refs", "reftable", *folders))


def _real(path: str | Path) -> str:
    """What may be a link, or lead through some, has to lead where it leads."""
    return f"real\t{path}\t{os.path.realpath(path)}"


def _site_lines(scene: Scene, site: SiteConfig, began: int) -> Iterator[str]:
    root = scene.roots.get(site.name)
    host = load_mkdocs_site(WorkingFiles(root)) if root and site.name not in scene.clones and not site.posts else None
    if root is None or host is None or not _is_plain(root, host):
        raise _NotPlain
    posts = {f"{root}/{post.key.path}": post for post in scene.report.posts if post.key.site == site.name}
    since = (host.block or {}).get("since") or scene.config.since
    docs = "" if host.docs_dir == "." else f"{host.docs_dir}/"
    folders = [f"{root}/{docs}{blog.posts_dir}" for blog in host.blogs]
    if any(post.state is State.HISTORY for post in posts.values()):
        _require_committed(root, folders, posts)
    configured = site.place(Path(scene.config.where).parent)
    yield from (_real(path) for path in (str(configured), *folders))
    seen: set[str] = set()
    for folder in folders:
        yield f"site\t{folder}\t{since}"
        above, _, name = folder.rpartition("/")
        if [other.name for other in Path(above).glob(f"{name}*")] != [name]:
            raise _NotPlain
        yield from _folder_lines(folder, posts, seen, scene, began)
    if seen != posts.keys():
        raise _NotPlain


def _is_plain(root: Path, host: MkdocsSite) -> bool:
    """Whether the site's posts follow from its own file and their own, and from nothing else."""
    names = [root / name for name in CONFIG_NAMES if (root / name).is_file()]
    more = host.meta_files or host.exclude_docs or host.draft_docs or (host.block or {}).get("posts")
    text = names[0].read_bytes() if names else _DEPENDS[0]
    return bool(host.blogs) and not more and not any(word in text for word in _DEPENDS)


def _require_committed(root: Path, folders: list[str], posts: dict[str, Post]) -> None:
    """Old dates count as history while git does not have them, and may not afterwards."""
    git = Git(root)
    top = git.run("rev-parse", "--show-toplevel")
    out = git.run("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *folders)
    for line in out.split("\0"):
        post = posts.get(f"{top}/{line[3:]}")
        if line[:1] in {"?", "A"} and post and post.state is State.HISTORY:
            raise _NotPlain


def _folder_lines(
    folder: str, posts: dict[str, Post], seen: set[str], scene: Scene, began: int
) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        if any("\t" in name for name in (place, *folders, *names)):
            raise _NotPlain
        yield "\t".join(["folder", place, *(f"{name}/" for name in folders), *names])
        if any(Path(place, name).is_symlink() for name in (*folders, *names)):
            raise _NotPlain
        for name in names:
            path = f"{place}/{name}"
            if not name.endswith(MARKDOWN) or name.startswith("."):
                continue
            if path not in posts:
                raise _NotPlain
            seen.add(path)
            state = "new" if Path(path) in scene.indexed else _stamp(path, began)
            yield f"file\t{state}\t{_wish(posts[path], scene.report.today)}\t{path}"


def _wish(post: Post, today: date) -> str:
    """The day that a waiting post keeps from others; `held` where a change of the file would change what is taken."""
    if post.released and post.released >= today:
        return "held"
    is_ahead = post.state is State.WAITING and post.wish is not None and post.wish.day >= today
    return post.wish.day.isoformat() if is_ahead and post.wish else "-"


def _settled(path: str, began: int) -> str:
    state = _stamp(path, began) if Path(path).exists() else "-"
    if state == "new":
        raise _NotPlain
    return state


def _stamp(path: str, began: int) -> str:
    """`new` for what was written since all was read, or so shortly before that it could be in the same tick."""
    status = Path(path).stat()
    return "new" if max(status.st_mtime_ns, status.st_ctime_ns) + TICK > began else stamp(path)
