"""A copy of a site without its held posts and without links to them, for builders that run no MkDocs plugin."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.core.audit import DUMB_TYPES
from mkdocs_momentum.core.held import prune
from mkdocs_momentum.core.staging import Staged, is_html, is_markdown, staged_text
from mkdocs_momentum.core.words import nearest
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.stores.files import real
from mkdocs_momentum.stores.heads import TICKED
from mkdocs_momentum.stores.leftovers import telling
from mkdocs_momentum.stores.mkdocsyml import ZENSICAL
from mkdocs_momentum.stores.sitefiles import WorkingFiles
from mkdocs_momentum.stores.sites import read_site
from mkdocs_momentum.stores.staging import copy_site, dump_mkdocs
from mkdocs_momentum.stores.waiting import waiting
from mkdocs_momentum.tasks.layouts import Layout, layout_of
from mkdocs_momentum.tasks.withheld import Withheld

if TYPE_CHECKING:
    from datetime import date

    from mkdocs_momentum.config import Config, SiteConfig

_SEARCHED = 2 * 1024 * 1024


def stage(config: Config, today: date, target: Path, name: str | None, here: Path) -> Staged:
    """Copy a site without what it holds back.

    Args:
        config: from `load`.
        today: the writer's day.
        target: the copy's folder.
        name: the site; by default the one that `here` lies in, or the only one.
        here: the working folder.

    Raises:
        MomentumError: no such site, it cannot be read, or the copy not be written.
    """
    base = Path(config.where).parent
    site = _site(config, base, name, here)
    with waiting():
        reading = read_site(site, base, config.calendar, config.since, today)
    # Where no post is seen, there may be some at a place that nobody told of, and the copy would show them all.
    fault = next((problem for problem in reading.problems if problem.holds or not reading.posts), None)
    if reading.root is None or fault:
        raise MomentumError(
            f"{fault.where}: {fault.message}; {fault.mend}" if fault else f"{site.name}: it has no working tree here"
        )
    files = WorkingFiles(reading.root)
    layout = layout_of(reading.root, files)
    out = Withheld(reading.root, files, layout, reading.posts, reading.facts.url)
    copy = _Copy(layout, out)
    _require_outside(target, reading.root, layout.folders)
    with waiting("Copying files"):
        named = telling(reading.root, out.gone.is_named_in) if out.held else set[str]()
        copy_site(reading.root, target, out.skipped | named, copy.change)
    return Staged(site.name, str(target), out.held, copy.links, copy.named)


def _require_outside(target: Path, root: Path, folders: Sequence[str]) -> None:
    """That the copy does not become a part of the site, which a build would show. Raises MomentumError."""
    place = real(target)
    found = next((folder for folder in folders if folder and place.is_relative_to(root / folder)), "")
    if found:
        raise MomentumError(f"{target}: the site's pages are in {found}; name another folder, as in ../staged")


def _site(config: Config, base: Path, name: str | None, here: Path) -> SiteConfig:
    if name:
        found = next((site for site in config.sites if site.name == name), None)
        if found is None:
            names = [site.name for site in config.sites]
            raise MomentumError(f"--site {name}: {config.where} has no such site{nearest(name, names)}")
        return found
    folders = {site: site.place(base).resolve() for site in config.sites if site.path}
    around = [site for site, folder in folders.items() if here.resolve().is_relative_to(folder)]
    if around:
        return max(around, key=lambda site: len(folders[site].parts))
    if len(config.sites) == 1:
        return config.sites[0]
    raise MomentumError(
        f"which site? name one of {', '.join(s.name for s in config.sites)}, as in --site {config.sites[0].name}"
    )


class _Copy:
    """Decides what becomes of each file of one copy, and remembers how many links went and what names a held post."""

    def __init__(self, layout: Layout, out: Withheld) -> None:
        self.layout, self.out, self.gone = layout, out, out.gone
        self.links, self.named = 0, list[str]()

    def change(self, path: str, data: bytes) -> bytes:
        """See `Change`."""
        TICKED.get()(1)
        name, settings = self.layout.config or ("", {})
        if path == name and path != ZENSICAL:
            written = dump_mkdocs(self._configuration(settings))
            self.named += [path] if self.gone.lines_in(written, written, path, "") else []
            return written.encode()
        if not self.out.held:
            return data
        html = is_html(path)
        is_page = html or is_markdown(path)
        if not is_page and (path.lower().endswith(DUMB_TYPES) or len(data) > _SEARCHED):
            return data
        source, url = self.layout.below(path), self._page_url(path)
        if not self.gone.may_stand_in(data, source, url):
            return data
        after = text = data.decode("utf-8", "replace")
        if is_page and text.encode() == data:
            after, count = staged_text(text, self.gone, source, url, html=html, heads=self.layout.yaml_heads)
            self.links += count
        # What names a held post where nobody can tell what would be left without it: data, settings, code.
        self.named += [f"{path}:{number}" for number in self.gone.lines_in(after, text, source, url)]
        return after.encode() if after != text else data

    def _configuration(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The whole configuration, `INHERIT` and `!ENV` resolved, without this plugin and held posts in `nav`."""
        whole = dict(data)
        nav, plugins = whole.get("nav"), whole.get("plugins")
        if isinstance(nav, list):
            whole["nav"] = prune(nav, lambda href: self.gone.held.hits(href, "", ""))
        if isinstance(plugins, list):
            whole["plugins"] = [item for item in plugins if not _is_own(item)]
        elif isinstance(plugins, Mapping):
            whole["plugins"] = {name: value for name, value in plugins.items() if name != "momentum"}
        return whole

    def _page_url(self, path: str) -> str:
        """Where a page is shown, as far as links in it can tell."""
        if path in self.out.urls:
            return self.out.urls[path]
        name = posixpath.splitext(self.layout.below(path))[0].removesuffix("index").removesuffix("_")
        return name if not name or name.endswith("/") else f"{name}/"


def _is_own(item: object) -> bool:
    return item == "momentum" or (isinstance(item, Mapping) and "momentum" in item)
