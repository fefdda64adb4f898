"""Which date patterns are numbers alone, and what else has a say in the addresses of a MkDocs site."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_momentum.core.generators.mkdocs import MkdocsSite
from mkdocs_momentum.core.generators.slugs import TOC_SLUGS

_DATE_PARTS = re.compile(r"([A-Za-z])\1*|.", re.DOTALL)
_NUMBERS = {
    "yyyy": "{0.year:04}", "y": "{0.year}", "MM": "{0.month:02}", "M": "{0.month}", "dd": "{0.day:02}", "d": "{0.day}",
}  # fmt: skip


@lru_cache(maxsize=64)
def number_format(pattern: str) -> str | None:
    """A babel pattern as a format for a date; None where the date would have words in it."""
    parts = [part[0] for part in _DATE_PARTS.finditer(pattern)]
    if not all(part in _NUMBERS or part in {"/", "-", "_", ".", " "} for part in parts):
        return None
    return "".join(_NUMBERS.get(part, part) for part in parts)


def helpers(site: MkdocsSite) -> tuple[str, ...]:
    """The libraries beside this one that addresses of a site come from, by the names they are imported with."""
    slugs = {slugify for blog in site.blogs for slugify in (blog.slugify, blog.category_slugify)}
    worded = any(number_format(blog.url_date_format) is None for blog in site.blogs)
    return ("babel",) * worded + ("markdown",) * bool(slugs & TOC_SLUGS)
