"""How the names of posts end."""

from __future__ import annotations

MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
"""Of MkDocs' pages."""

POSTS = (
    *MARKDOWN, ".mdx", ".mdoc", ".qmd", ".rmd", ".Rmd", ".rst", ".textile", ".html", ".htm", ".njk", ".liquid", ".meta",
    ".mkdown", ".mdwn", ".org", ".adoc", ".asciidoc", ".ad", ".pandoc", ".pdc",
)  # fmt: skip
"""Of the posts of every generator, but for those in `RARE`."""

RARE = (".txt", ".xml", ".ipynb", ".wiki", ".php", ".bb", ".t2t", ".creole", ".tex", ".j2")
"""Of the posts of generators that take nearly anything; too much else ends like these for a hook to look at."""
