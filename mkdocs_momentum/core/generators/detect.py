"""Which generator a site is built with, told by its configuration files."""

from __future__ import annotations

from mkdocs_momentum.core.generators import astro, eleventy, hugo, jekyll, nikola, pelican, publisher, quarto, zola
from mkdocs_momentum.core.generators.kinds import Generator, OtherSite, Texts
from mkdocs_momentum.core.generators.values import parse_settings

GENERATORS: tuple[Generator, ...] = (
    *(module.GENERATOR for module in (publisher, zola, hugo)),
    hugo.OLD,
    *(module.GENERATOR for module in (jekyll, pelican, nikola, quarto, astro, eleventy)),
    jekyll.BARE,
)
CONFIGS = frozenset(name for generator in GENERATORS for name in generator.configs)


def detect(texts: Texts) -> tuple[Generator, OtherSite] | None:
    """The generator of a site and what its configuration says.

    Args:
        texts: those of the site.

    Returns:
        None where no configuration is known.

    Raises:
        SiteError: a configuration cannot be read.
    """
    for generator in GENERATORS:
        for name in generator.configs:
            text = texts.read(name)
            if text is None:
                continue
            settings = parse_settings(name, text)
            if generator.is_own(settings):
                return generator, generator.site_of(generator.whole(settings, texts))
    return None
