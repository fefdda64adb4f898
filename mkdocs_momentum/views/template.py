"""Where the private page's templates are; a build that shows no page loads no more than this."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = str(Path(__file__).parent / "templates")
"""The folder to add, last, to a theme's template folders."""

TEMPLATE = "momentum/page.html"
"""The template that shows the page in a theme; it needs what `page_context` gives."""
