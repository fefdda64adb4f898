"""What the real Pelican and Nikola build from a staged copy is what was public."""

from __future__ import annotations

import re
from pathlib import Path

from builders import build, program
from test_stage import site, staged
from test_stage_builds import marks

PELICAN = """\
import os
PATH = "content"
AUTHOR = "Me"
TIMEZONE = "America/Los_Angeles"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
NOTES = "notes"
ARTICLE_PATHS = [NOTES]
PAGE_PATHS = ("about",)
"""
PUBLISHED = """\
import os
import sys
sys.path.append(os.curdir)
from pelicanconf import *
SITEURL = "https://me.example"
ARTICLE_PATHS += ["one.md", "drafts"]
EXTRA_PATH_METADATA = {"drafts": {"status": "draft"}}
"""
PELICAN_HELD = {
    "notes/.dot.md": "Title: A1\nDate: 2026-12-01\n\n",
    "notes/.folder/a.md": "Title: A2\nDate: 2026-12-01\n\n",
    "notes/first.md": "Title: A3\nDate: 2026-12-01\nDate: 2019-01-01\n\n",
    "notes/dashes.md": "---\nTitle: A4: more\nDate: 2026-12-01\n---\n",
    "notes/american.md": "Title: A5\nDate: 12/01/2026 08:00:00 PM\n\n",
    "notes/short.rst": ".. c\n\nA6\n==\n\n:date: 2019-01-01\n:date: 2026-12-01\n\n",
    "notes/top.rst": ":title: A7\n:date: 2026-12-01\n\n",
    "notes/turned.md": "Title: A8\nDate: 2026-12-01 00:30 UTC+02:00\n\n",
    "notes/2026-12-01-named.rst": "A0\n==\n\n",
    "one.md": "Title: A9\nDate: 2026-12-01\n\n",
}
PELICAN_PUBLIC = {
    "notes/first-old.md": "Title: B1\nDate: 2019-01-01\nDate: 2026-12-01\n\n",
    "notes/dashes-old.md": "---\nTitle: B2: more\nDate: 2019-01-01\n\nStatus: draft\n",
    "notes/short-old.rst": "B3\n''\n\n:date: 2019-01-01\n:tags: a\n   b\n\n",
    "notes/2019-01-01-named-old.rst": "B0\n==\n\n",
    "notes/hidden.md": "Title: B4\nDate: 2026-12-01\nStatus: hidden\n\n",
    "about/me.md": "Title: B5\nDate: 2026-12-01\n\n",
}


def _marked(files: dict[str, str], folder: str = "") -> dict[str, str]:
    return {folder + name: f"{text}MARK{re.sub('[^a-z]', '_', name)}\n" for name, text in files.items()}


def test_pelican(tmp_path: Path) -> None:
    pelican = program("pelican")
    files = _marked(PELICAN_HELD | PELICAN_PUBLIC, "content/")
    root = site(tmp_path / "blog", {"pelicanconf.py": PELICAN, "publishconf.py": PUBLISHED, **files})
    result = staged(root, tmp_path / "copy")
    assert {post.key.path for post in result.held} == {f"content/{name}" for name in PELICAN_HELD}
    build([pelican, "-s", "publishconf.py", "-o", "output"], tmp_path / "copy")
    assert marks(tmp_path / "copy/output") == {text.split()[-1] for text in _marked(PELICAN_PUBLIC).values()}


NIKOLA = """\
# NIKOLA
BLOG_AUTHOR = BLOG_TITLE = BLOG_DESCRIPTION = "Me"
BLOG_EMAIL = "me@me.example"
SITE_URL = "https://me.example/"
DEFAULT_LANG = "en"
TRANSLATIONS = {DEFAULT_LANG: "", "de": "./de"}
TIMEZONE = "America/Los_Angeles"
COMPILERS = {"rest": [".rst"], "markdown": [".md"]}
TARGET = {"en": "posts", "de": "texte"}
POSTS = (("posts/*.md", TARGET, "post.tmpl"),)
POSTS += (("x/[a-z]*.rst", "x", "post.tmpl"),)
PAGES = ()
USE_TAG_METADATA = False
WARN_ABOUT_TAG_METADATA = False
FUTURE_IS_NOW = True
"""
NIKOLA_HELD = {
    "posts/soon.md": ".. title: A1\n.. date: 2026-12-01 08:00:00 UTC-08:00\n\n",
    "posts/soon.de.md": ".. title: A2\n\n",
    "posts/deep/late.md": "<!--\n.. title: A3\n.. date: 2026-12-01\n   \n.. tags: draft\n-->\n\n",
    "posts/two.meta": ".. title: A4\n.. date: 2026-12-01\n.. mark: ",
    "posts/two.md": "",
    "posts/two.de.meta": ".. title: A4\n.. mark: ",
    "posts/two.de.md": "",
    "x/a.rst": ".. title: A5\n.. date: 12/01/2026 03:00:00 PM\n\n",
}
NIKOLA_PUBLIC = {
    "posts/old.md": ".. title: B1\n.. date: 2019-01-01\n\n.. date: 2026-12-01\n\n",
    "posts/old.de.md": ".. title: B2\n.. date: 2026-12-01\n\n",
    "posts/tagged.md": ".. title: B3\n.. date: 2019-01-01\n.. tags: draft\n\n",
    "posts/private.md": ".. title: B4\n.. date: 2026-12-01\n.. status: private\n\n",
}


def test_nikola(tmp_path: Path) -> None:
    nikola = program("nikola")
    links = "[soon](https://me.example/posts/soon/) [bald](https://me.example/de/texte/soon/)\n"
    files = _marked(NIKOLA_HELD | NIKOLA_PUBLIC)
    files["posts/old.md"] += links
    root = site(tmp_path / "blog", {"conf.py": NIKOLA, **files})
    result = staged(root, tmp_path / "copy")
    left = {name for name in NIKOLA_HELD if not (tmp_path / "copy" / name).exists()}
    assert left == set(NIKOLA_HELD)
    assert len(result.held) == 4
    assert result.links == 2
    build([nikola, "build"], tmp_path / "copy")
    assert marks(tmp_path / "copy/output") == {text.split()[-1] for text in _marked(NIKOLA_PUBLIC).values()}
