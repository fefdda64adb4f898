"""Slugs: the functions that blogs make addresses with, as far as they can be known without importing them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from mkdocs_momentum.core.generators.yamlread import Tagged

Slugify = Callable[[str, str], str]
"""Takes a text and the separator that stands for a space."""

_HTML_TAG = re.compile(r"</?[^>]*>")
_NO_SLUG = re.compile(r"[^\w\- ]")
_CAPITALS = re.compile(r"[A-Z]+")
_CASES: dict[str, Callable[[str], str]] = {
    "none": str,
    "lower": str.lower,
    "lower-ascii": lambda text: _CAPITALS.sub(lambda match: match[0].lower(), text),
    "fold": str.casefold,
}
_OPTIONS = {"case", "percent_encode", "normalize"}


def unicode_slug(
    text: str, separator: str, *, case: str = "none", percent_encode: bool = False, normalize: str = "NFC"
) -> str:
    """The slug that `pymdownx.slugs.slugify` makes (Material's default, with `case="lower"`)."""
    if not text.isascii():
        text = unicodedata.normalize(normalize, text)  # type: ignore[arg-type]
    slug = (_HTML_TAG.sub("", text) if "<" in text else text).strip()
    slug = _NO_SLUG.sub("", _CASES.get(case, str)(slug)).replace(" ", separator)
    return quote(slug) if percent_encode else slug


def default_slug(text: str, separator: str) -> str:
    """What Material's blog uses where nothing is configured."""
    return unicode_slug(text, separator, case="lower")


def slugify_from(value: object) -> Slugify | None:
    """The slug function that a setting names.

    Args:
        value: what stands in `mkdocs.yml`; None where nothing does.

    Returns:
        None for a function that is not known here, so that nobody guesses an address.
    """
    if value is None:
        return default_slug
    if not isinstance(value, Tagged):
        return None
    if value.kind == "object/apply" and value.name == "pymdownx.slugs.slugify":
        return _pymdownx(value.value)
    if value.kind == "name" and value.name in {
        "markdown.extensions.toc.slugify",
        "markdown.extensions.toc.slugify_unicode",
    }:
        return _toc_slug if value.name.endswith("slugify") else _toc_slug_unicode
    return None


def _pymdownx(call: object) -> Slugify | None:
    options = call.get("kwds") if isinstance(call, dict) else None
    options = {} if options is None else options
    if call and (not isinstance(call, dict) or call.get("args")):
        return None
    if not isinstance(options, dict) or options.get("normalize", "NFC") not in {"NFC", "NFD", "NFKC", "NFKD"}:
        return None
    # Like the function itself: an option that it does not know changes nothing.
    return partial(unicode_slug, **{key: options[key] for key in _OPTIONS & options.keys()})


def _toc_slug(text: str, separator: str) -> str:
    from markdown.extensions.toc import slugify

    return slugify(text, separator)


def _toc_slug_unicode(text: str, separator: str) -> str:
    from markdown.extensions.toc import slugify

    return slugify(text, separator, unicode=True)


TOC_SLUGS: frozenset[Slugify | None] = frozenset({_toc_slug, _toc_slug_unicode})
"""Those that Markdown makes."""
