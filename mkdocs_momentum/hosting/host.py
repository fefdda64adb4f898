"""What the plugin does to MkDocs' own objects: configuration, files, navigation. Knows no rule of the gate."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel

from mkdocs_momentum.core.generators.mkdocs import MkdocsSite, parse_mkdocs_yml, post_blog, site_from_config
from mkdocs_momentum.core.held import Hit, prune
from mkdocs_momentum.core.links import unlink_html
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.errors import MomentumError, SiteError
from mkdocs_momentum.hosting.build import Build, SourceFile, body_of
from mkdocs_momentum.stores.block import Block, find_settings
from mkdocs_momentum.stores.mkdocsyml import written_address
from mkdocs_momentum.views.template import TEMPLATE, TEMPLATES

if TYPE_CHECKING:
    from datetime import datetime

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files

PAGE = "momentum.md"
_BLOGS = frozenset({"blog", "material/blog", "materialx/blog"})
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


def root_of(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`."""
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def open_build(config: MkDocsConfig, block: Block, now: datetime, *, is_serve: bool) -> Build:
    """A build of the site that `config` describes.

    Args:
        config: the host's live configuration.
        block: the plugin's own.
        now: the present moment by the machine's own clock, aware.
        is_serve: in a preview only those posts are taken out that would break it.

    Raises:
        ConfigError: the settings cannot be used.
        SiteError: nothing says where the posts are.
    """
    root = root_of(config)
    where = Path(config.config_file_path).name if config.config_file_path else "mkdocs.yml"
    settings = find_settings(block, root, where)
    site = live_site(config, root)
    _require_readable(config, site, where)
    if not site.blogs and not settings.posts:
        example = "plugins: [momentum: {posts: docs/posts/**/*.md}]"
        raise SiteError(f"{where}: no blog plugin is on, and posts is not set; write {example}")
    build = Build(settings, site, root, now, other_urls=_configured_urls(config), locales=_locales(config))
    if is_serve:
        build.removes = lambda post, file: _would_break(build, post, file)
    elif settings.calendar.day_of(now) >= settings.since:
        for blog in _blog_plugins(config):
            # A released post is shown on its day, also where its time of day is still ahead.
            build.future_rule = build.future_rule or bool(blog.config["draft_if_future_date"])
            blog.config["draft_if_future_date"] = False
    return build


def _require_readable(config: MkDocsConfig, site: MkdocsSite, where: str) -> None:
    """That posts are where they can be read, and read by nothing that would show them anyway. Raises SiteError."""
    if site.docs_dir == ".." or site.docs_dir.startswith("../") or Path(site.docs_dir).is_absolute():
        raise SiteError(
            f"{where}: docs_dir: {config.docs_dir} is not below the folder of {where}, and posts are read only there; "
            f"move one of them, or list momentum before the plugin that sets it"
        )
    for name, _ in _plugins(config):
        if name.removeprefix("mkdocs-publisher/") == "pub-blog":
            raise SiteError(
                f"{where}: {name} reads posts before any other plugin, and would show held ones; "
                "take momentum out of plugins, and build a copy without them: momentum stage DIR"
            )


def live_site(config: MkDocsConfig, root: Path) -> MkdocsSite:
    """The site as the host understands it, plugins' defaults and inherited files included."""
    blogs = list(_blog_plugins(config))
    plugins = [{name: _plain(plugin)} for name, plugin in _plugins(config) if name not in _BLOGS or plugin in blogs]
    theme = {key: config.theme[key] for key in ("language", "locale") if key in config.theme}
    site = site_from_config({
        "docs_dir": Path(os.path.relpath(Path(config.docs_dir).resolve(), root)).as_posix(),
        "site_url": config.site_url or "",
        "site_name": config.site_name or "",
        "use_directory_urls": config.use_directory_urls,
        "theme": {key: str(value) for key, value in theme.items()},
        "plugins": plugins,
    })  # fmt: skip
    live = [plugin for plugin in blogs if plugin.config["enabled"]]
    return site._replace(
        blogs=tuple(
            blog._replace(slugify=_slugify(plugin, "post"), category_slugify=_slugify(plugin, "categories"))
            for blog, plugin in zip(site.blogs, live, strict=True)
        ),
    )


def _configured_urls(config: MkDocsConfig) -> tuple[str, ...]:
    """The site's address as its writer knows it, where a plugin has put a version into it, or a host its own."""
    if not config.config_file_path:
        return ()
    path = Path(config.config_file_path)
    written = dict.fromkeys((written_address(path, os.environ), written_address(path, {})))
    return tuple(url for url in written if url and url != config.site_url)


def _locales(config: MkDocsConfig) -> tuple[str, ...]:
    found = [plugin.config.get("languages") for name, plugin in _plugins(config) if name == "i18n"]
    languages = [language for some in found if isinstance(some, list) for language in some]
    return tuple(str(language["locale"]) for language in languages if "locale" in language)


def _slugify(plugin: BasePlugin[Any], what: str) -> Any:
    call = plugin.config[f"{what}_slugify"]
    return lambda text, separator: str(call(text, separator))


def _plain(plugin: BasePlugin[Any]) -> Mapping[str, Any]:
    return {key: value for key, value in plugin.config.items() if not callable(value)}


def _blog_plugins(config: MkDocsConfig) -> Iterator[BasePlugin[Any]]:
    # Another package's plugin may be called blog as well; it has other settings.
    return (plugin for name, plugin in _plugins(config) if name in _BLOGS and "post_slugify" in plugin.config)


def _plugins(config: MkDocsConfig) -> Iterator[tuple[str, BasePlugin[Any]]]:
    """Names without the count of the instance, and plugins; MkDocs keeps hooks among them, which have no settings."""
    return ((name.partition(" #")[0], plugin) for name, plugin in config.plugins.items() if hasattr(plugin, "config"))


def _would_break(build: Build, post: Post, file: SourceFile) -> bool:
    """A preview shows everything but what its host cannot read: bytes that are no text, dates that no blog takes."""
    if post.state is not State.PROBLEM:
        return False
    is_unreadable = post.wish is None or not isinstance(post.meta.get("draft", False), bool)
    return not _is_text(file) or (post_blog(build.site, file.src_uri) is not None and is_unreadable)


def _is_text(file: SourceFile) -> bool:
    """Whether the host can read a file at all."""
    try:
        return body_of(file.content_bytes) is not None
    except OSError:
        return False


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


def public_folders(config: MkDocsConfig) -> list[Path]:
    """Folders that are, or become, part of the public site; in a preview the configured output as well."""
    root = root_of(config)
    configured = "site"
    if config.config_file_path:
        try:
            text = Path(config.config_file_path).read_text(encoding="utf-8-sig")
            configured = str(parse_mkdocs_yml(text, os.environ, "mkdocs.yml").get("site_dir") or configured)
        except (OSError, ValueError, MomentumError):
            pass
    own = [folder for folder in config.theme.dirs if folder != TEMPLATES]
    return [root / configured, Path(config.site_dir), Path(config.docs_dir), *map(Path, own)]
