"""How files with front matter begin, as bytes: what tells a post from a plain text, and what is never edited."""

from __future__ import annotations

import re

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:---[ \t]*\r?\n|\+\+\+[ \t]*\r?\n|\{\s*[\"}]|#\+)")
_NAMES_A_LANGUAGE = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*[A-Za-z]")
"""So Eleventy's front matter may begin: `---json`."""
_NOT_EDITED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*\{|---[ \t]*(?:json|(?P<toml>toml)|(?P<script>js|javascript))[ \t]*\r?\n)", re.IGNORECASE
)


def has_head(raw: bytes, *, names_language: bool) -> bool:
    """Whether a file begins like one with front matter.

    Args:
        raw: its bytes, or the beginning of them.
        names_language: it may say its language behind its first dashes.
    """
    return bool(_HEAD.match(raw) or (names_language and _NAMES_A_LANGUAGE.match(raw)))


def form_fault(raw: bytes) -> tuple[str, str] | None:
    """What is the matter with front matter that is read and not edited, and what mends it; None where nothing is."""
    found = _NOT_EDITED.match(raw)
    named = {"toml": "TOML", "script": "JavaScript"}
    kind = named.get(found.lastgroup or "", "JSON") if found else ""
    fault = f"its front matter is {kind}, which is not edited", "write it as YAML between lines ---"
    return fault if found else None
