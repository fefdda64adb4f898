"""The MkDocs plugin: each event is one call. Imports `mkdocs` alone, which ProperDocs and mkdocs-ng provide as well."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.config_options import Optional, Type
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.utils import get_build_datetime

from mkdocs_momentum.core.audit import SENTINEL
from mkdocs_momentum.core.links import unlink_html, unlink_markdown
from mkdocs_momentum.core.words import nearest
from mkdocs_momentum.errors import MomentumError
from mkdocs_momentum.hosting import host, opening
from mkdocs_momentum.hosting.neighbours import quieten
from mkdocs_momentum.hosting.watching import others, watched
from mkdocs_momentum.stores.block import Block
from mkdocs_momentum.stores.files import write_private
from mkdocs_momentum.stores.output import private_path
from mkdocs_momentum.views.banner import banner
from mkdocs_momentum.views.unlink import UnlinkExtension

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from mkdocs_momentum.core.cadence import Report
    from mkdocs_momentum.hosting.build import Build

log = get_plugin_logger("momentum")

MOST_TRACES = 5
"""How many traces of held posts one message names."""


class MomentumConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's block in `mkdocs.yml`."""

    enabled = Type(bool, default=True)
    config = Optional(Type(str))
    since = Optional(Type((date, str)))
    posts = Optional(Type((str, list)))
    timezone = Optional(Type(str))
    page = Optional(Type(str))


class MomentumPlugin(BasePlugin[MomentumConfig]):  # type: ignore[no-untyped-call]
    """Holds posts back until they are released, and shows the momentum page in `mkdocs serve`."""

    def __init__(self) -> None:
        self.is_serve = False  # until on_startup says otherwise: what is not known to be a preview is public
        self.build: Build | None = None
        self.report: Report | None = None
        self.has_page = False
        self.rendered = ""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the block. A key that is not known is an error: a typo in `since` is no small matter."""
        errors, warnings = super().load_config(options, config_file_path)
        known = list(dict(MomentumConfig._schema))  # noqa: SLF001 - MkDocs has no other list of a block's keys
        for key in options:
            if key not in known:
                hint = nearest(str(key), known) or f"; known are {', '.join(known)}"
                errors.append((str(key), ValidationError(f"unknown key {key}{hint}")))
        return errors, warnings

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Only `serve` previews; every other command makes something public."""
        self.is_serve = command == "serve"
        if self.is_serve and self.config.enabled:
            host.end_tidily()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build. The plugin outlives it in `serve`, so nothing of the last one is kept."""
        self.build = self.report = None
        self.has_page = False
        if not self.config.enabled:
            return config
        try:
            self.build = opening.open_build(config, self._block(), datetime.now(UTC), is_serve=self.is_serve)
            if self.config.page:
                elsewhere = [root for root, _ in others(self.build.settings.hub, opening.root_of(config))]
                private_path(opening.root_of(config) / self.config.page, [*opening.public_folders(config), *elsewhere])
        except MomentumError as error:
            raise PluginError(f"momentum: {error}") from error
        build = self.build
        # Python-Markdown takes instances as well as names.
        unlink: Any = UnlinkExtension(lambda file: host.hit_for(build, file), self._count)
        config.markdown_extensions.append(unlink)
        if self.is_serve or self.config.page:
            self.report = _look(build)
        if self.is_serve:
            host.add_templates(config)
            watch = watched(build.settings.hub, opening.root_of(config))
            config.watch.extend(path for path in watch if path not in config.watch)
        return config

    @event_priority(100)
    def _early(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.build:
            host.take_out(self.build, files, config)
            quieten(self.build.targets, files, config)
        return files

    @event_priority(-49)
    def _late(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.build:
            host.take_out(self.build, files, config)
            if not self.build.matched and self.build.settings.posts:
                globs = ", ".join(self.build.settings.posts)
                log.warning(f"posts: {globs} fits no file; write it from the site's root, as in docs/posts/**/*.md")
        return files

    @event_priority(-60)
    def _after_blog(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.build:
            host.settle(self.build, files)
            quieten(self.build.targets, files, config)  # again, for files that other plugins made
            if self.is_serve and self.report:
                self.has_page = host.add_page(files, config)
        return files

    @event_priority(-200)
    def _after_nav(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.build:
            if self.build.has_new(file.src_uri for file in files.documentation_pages()):
                host.take_out(self.build, files, config)  # another plugin made a post as late as this
            host.prune_nav(self.build, config)
        return files

    on_files = CombinedEvent(_early, _late, _after_blog, _after_nav)

    @event_priority(90)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Links to held posts become plain text before anything else reads the page."""
        if not self.build:
            return markdown
        text, count = host.without_links(self.build, markdown, page.file, unlink_markdown)
        self._count(count)
        return text

    @event_priority(90)
    def _as_rendered(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Links that included HTML brought in, before another plugin keeps a copy of the page."""
        self.rendered = self._unlinked(html, page)
        return self.rendered

    @event_priority(-70)
    def _as_finished(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Links that other plugins brought in; in a preview the line above a held post."""
        if not self.build:
            return html
        if html is not self.rendered:
            html = self._unlinked(html, page)
        held = self.build.held.get(page.file.src_uri)
        return banner(held) + html if held else html

    on_page_content = CombinedEvent(_as_rendered, _as_finished)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation  # noqa: ARG002
    ) -> TemplateContext:
        """Give the private page its report."""
        if self._is_own(page) and self.report:
            from mkdocs_momentum.views.page import page_context

            context.update(page_context(self.report))  # type: ignore[typeddict-item]
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Links that a theme or a list of posts brought in."""
        if self.build:
            output = host.finished(self.build, output, page.file)
        if self._is_own(page) and SENTINEL not in output:
            output += f"<!-- {SENTINEL} -->"
        return output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The same in pages that are templates alone, such as `404.html`."""
        return host.template_finished(self.build, output_content, template_name) if self.build else output_content

    @event_priority(-1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The last look at the finished site, before anybody deploys it."""
        if not self.build:
            return
        for line in self.build.warnings():
            log.warning(line)
        for line in self.build.summary():
            log.info(line)
        if not self.is_serve:
            _audit(self.build, Path(config.site_dir))
        if self.config.page and self.report:
            from mkdocs_momentum.views.page import render_page

            try:
                write_private(opening.root_of(config) / self.config.page, render_page(self.report))
            except MomentumError as error:
                raise PluginError(f"momentum: {error}") from error

    def _block(self) -> Block:
        posts = self.config.posts or ()
        return Block(
            config=self.config.config or "",
            since=self.config.since,
            posts=(posts,) if isinstance(posts, str) else tuple(str(glob) for glob in posts),
            timezone=self.config.timezone or "",
        )

    def _unlinked(self, html: str, page: Page) -> str:
        if self.build:
            html, count = host.without_links(self.build, html, page.file, unlink_html)
            self._count(count)
        return html

    def _is_own(self, page: Page) -> bool:
        return self.has_page and page.file.src_uri == host.PAGE

    def _count(self, links: int) -> None:
        if self.build:
            self.build.links += links


def _audit(build: Build, site_dir: Path) -> None:
    traces = build.audit(site_dir)
    if traces:
        named = [f"{trace.file}: {trace.why}{f' ({trace.what})' * bool(trace.what)}" for trace in traces]
        more = f", and {len(named) - MOST_TRACES} more" if len(named) > MOST_TRACES else ""
        raise PluginError(
            f"momentum: {'; '.join(named[:MOST_TRACES])}{more}. Take the link or the file out, and build again"
        )


def _look(build: Build) -> Report | None:
    """The report over all sites. Where it cannot be had, the build goes on without it."""
    from mkdocs_momentum.tasks.scene import look

    hub = build.settings.hub
    # A clock that is set back for a reproducible build counts for what the page shows, and for no mark: it would hide
    # released posts.
    shown = get_build_datetime() if "SOURCE_DATE_EPOCH" in os.environ else build.sources.now
    try:
        return look(hub, hub.calendar.day_of(shown))
    except MomentumError as error:
        log.info(f"no momentum page for now: {error}")
        return None
