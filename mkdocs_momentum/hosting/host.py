"""What the plugin does to MkDocs' own objects: configuration, files, navigation. Knows no rule of the gate."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel

from mkdocs_momentum.core.held import Hit, prune
from mkdocs_momentum.core.links import unlink_html
from mkdocs_momentum.hosting.build import Build
from mkdocs_momentum.views.template import TEMPLATE, TEMPLATES

if TYPE_CHECKING:

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PAGE = "momentum.md"
_PAGE_TEXT = f"""\
---
title: Momentum
template: {TEMPLATE}
draft: true
search: {{exclude: true}}
social: {{cards: false}}
hide: [toc, tags]
---
"""


def end_tidily() -> None:
    """Let a preview that is told to end take its temporary site away, the private page in it, as it does on Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Only in the main thread can a signal be heard, and a handler that is there already knows better.
        if number and current_thread() is main_thread() and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def take_out(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Take held posts and their bundles out of the site, and out of its navigation."""
    pages = files.documentation_pages()
    others = [file for file in files if not file.is_documentation_page()]
    for path in build.sort(pages, others):
        file = files.get_file_from_path(path)
        if file:
            files.remove(file)
    prune_nav(build, config)


def prune_nav(build: Build, config: MkDocsConfig) -> None:
    """Take held posts out of the navigation, as it stands now."""
    if config.nav and build.targets:
        config.nav = prune(config.nav, lambda target: build.targets.hits(target, "", ""))


def settle(build: Build, files: Files) -> None:
    """After the blog plugin: public pages have their addresses, and posts may list links to others."""
    build.settle([file.dest_uri for file in files])
    for file in files.documentation_pages(inclusion=lambda _level: True):
        page_config = getattr(file.page, "config", None)
        links = getattr(page_config, "links", None)
        if links is not None and build.targets:
            links.items = list(_without_held(links.items, build))
        held = build.held.get(file.src_uri)
        if held and page_config is not None:
            page_config.draft = True


def _without_held(items: list[Any], build: Build) -> Iterator[Any]:
    for item in items:
        children = getattr(item, "children", None)
        if children:
            item.children = list(_without_held(children, build))
            if item.children:
                yield item
        elif not build.targets.hits(str(getattr(item, "url", "") or ""), "", ""):
            yield item


def without_links(
    build: Build, text: str, file: File, unlink: Callable[[str, Hit], tuple[str, int]]
) -> tuple[str, int]:
    """A page's text without links to held posts, and how many there were.

    Args:
        build: the build.
        text: its Markdown or HTML.
        file: whose it is.
        unlink: takes the links out.
    """
    if not _may_link(build, text.encode("utf-8", "surrogatepass"), file):
        return text, 0
    return unlink(text, hit_for(build, file))


def finished(build: Build, html: str, file: File) -> str:
    """A whole page without links to held posts. One that says no word of them is told to the last look.

    Args:
        build: the build.
        html: the page.
        file: whose it is.
    """
    if not build.targets:
        return html
    data = html.encode("utf-8", "surrogatepass")
    if _may_link(build, data, file):
        return unlink_html(html, hit_for(build, file))[0]
    build.clean(file.dest_uri, data)
    return html


def template_finished(build: Build, html: str, name: str) -> str:
    """The same for a template that is a page by itself and belongs to no file of the docs folder.

    Args:
        build: the build.
        html: what the template came to.
        name: of the template, which is its place as well.
    """
    if not build.targets or not name.endswith(".html"):
        return html
    if not build.targets.may_stand_in(html.encode("utf-8", "surrogatepass"), "", name, name):
        return html
    return unlink_html(html, lambda target: bool(target) and build.targets.hits(target, "", name))[0]


def _may_link(build: Build, data: bytes, file: File) -> bool:
    return build.targets.may_stand_in(data, file.src_uri, file.url, file.dest_uri)


def hit_for(build: Build, file: object | None) -> Hit:
    """A test for the links of one file."""
    source, url = (file.src_uri, file.url) if isinstance(file, File) else ("", "")
    return lambda target: bool(target) and build.targets.hits(target, source, url)


def add_page(files: Files, config: MkDocsConfig) -> bool:
    """Add the private page to a preview. False where the site has a page of that name."""
    if files.get_file_from_path(PAGE):
        return False
    files.append(File.generated(config, PAGE, content=_PAGE_TEXT, inclusion=InclusionLevel.DRAFT))
    return True


def add_templates(config: MkDocsConfig) -> None:
    """Let the theme find the private page's template; last, so that a site can have its own."""
    if TEMPLATES not in config.theme.dirs:
        config.theme.dirs.append(TEMPLATES)
