"""MkDocs' live configuration as momentum understands it: what a build of it holds back, its plugins and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_momentum.core.generators.mkdocs import (
    BLOGS,
    GROUPS,
    PUBLISHERS,
    MkdocsSite,
    parse_mkdocs_yml,
    post_blog,
    site_from_config,
)
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.errors import MomentumError, SiteError
from mkdocs_momentum.hosting.build import Build, body_of
from mkdocs_momentum.hosting.sources import SourceFile, Sources
from mkdocs_momentum.stores.block import Block, build_settings
from mkdocs_momentum.stores.mkdocsyml import written_addresses
from mkdocs_momentum.views.template import TEMPLATES

if TYPE_CHECKING:
    from datetime import datetime

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin


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
    settings = build_settings(block, root, where)
    site = live_site(config, root)
    _require_readable(config, site, where)
    if not site.blogs and not settings.posts:
        example = "plugins: [momentum: {posts: docs/posts/**/*.md}]"
        raise SiteError(f"{where}: no blog plugin is on, and posts is not set; write {example}")
    build = Build(Sources(settings, site, root, now), locales=_locales(config))
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
    for name, _ in plugins_of(config):
        if name in PUBLISHERS:
            raise SiteError(
                f"{where}: {name} reads posts before any other plugin, and would show held ones; "
                "take momentum out of plugins, and build a copy without them: momentum stage DIR"
            )


def live_site(config: MkDocsConfig, root: Path) -> MkdocsSite:
    """The site as the host understands it, plugins' defaults and inherited files included."""
    blogs = sorted(_blog_plugins(config), key=lambda plugin: not plugin.config["enabled"])
    # A group that is on has put its plugins among the others; one that is off leaves its blog's posts to be pages.
    plugins = [
        {name: _plain(plugin)}
        for name, plugin in plugins_of(config)
        if name not in GROUPS and (name not in BLOGS or plugin in blogs)
    ]
    off = [plugin.config for name, plugin in plugins_of(config) if name in GROUPS and not plugin.config["enabled"]]
    theme = {key: config.theme[key] for key in ("language", "locale") if key in config.theme}
    site = site_from_config({
        "docs_dir": Path(os.path.relpath(Path(config.docs_dir).resolve(), root)).as_posix(),
        "site_url": config.site_url or "",
        "site_name": config.site_name or "",
        "use_directory_urls": config.use_directory_urls,
        "theme": {key: str(value) for key, value in theme.items()},
        "plugins": plugins,
    })  # fmt: skip
    return site._replace(
        blogs=tuple(
            blog._replace(slugify=_slugify(plugin, "post"), category_slugify=_slugify(plugin, "categories"))
            for blog, plugin in zip(site.blogs, blogs, strict=True)
        )
        + tuple(blog for group in off for blog in site_from_config({"plugins": group["plugins"]}).blogs),
        other_urls=_configured_urls(config),
    )


def _configured_urls(config: MkDocsConfig) -> tuple[str, ...]:
    """The site's address as its writer knows it, where a plugin has put a version into it, or a host its own."""
    if not config.config_file_path:
        return ()
    written = dict.fromkeys(written_addresses(Path(config.config_file_path)))
    return tuple(url for url in written if url and url != config.site_url)


def _locales(config: MkDocsConfig) -> tuple[str, ...]:
    found = [plugin.config.get("languages") for name, plugin in plugins_of(config) if name == "i18n"]
    languages = [language for some in found if isinstance(some, list) for language in some]
    return tuple(str(language["locale"]) for language in languages if "locale" in language)


def _slugify(plugin: BasePlugin[Any], what: str) -> Any:
    call = plugin.config[f"{what}_slugify"]
    return lambda text, separator: str(call(text, separator))


def _plain(plugin: BasePlugin[Any]) -> Mapping[str, Any]:
    return {key: value for key, value in plugin.config.items() if not callable(value)}


def _blog_plugins(config: MkDocsConfig) -> Iterator[BasePlugin[Any]]:
    # Another package's plugin may be called blog as well; it has other settings.
    return (plugin for name, plugin in plugins_of(config) if name in BLOGS and "post_slugify" in plugin.config)


def plugins_of(config: MkDocsConfig) -> Iterator[tuple[str, BasePlugin[Any]]]:
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
