"""What a staged copy must not name: held posts by whatever templates, links and data may call them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from mkdocs_momentum.core.generators.values import plain_letters
from mkdocs_momentum.core.held import Held, Tails

BASE = r"(?:\{\{-?\s*(?:site\.(?:base)?url|\$?\.?[sS]ite\.BaseURL|config\.base_url)\s*-?\}\})"
"""The site's own address, as templates write it."""

_REF = r"\{\{-?\s*(?:[$.][\w.]*\.)?(?:[rR]el)?[rR]ef\s+(?:[$.][\w.]*\s+)?(?:\(\s*dict\s+[\"`]path[\"`]\s+)?"
_PELICAN = r"[{|](?:filename|static|attach)[}|]"
TEMPLATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{\{-?\s*get_url\(\s*path\s*=\s*[\"'`]@/(?P<name>[^\"'`#\n]+)[^}\n]*\}\}",  # Zola
        r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"`](?P<name>[^\"`\n]+)[\"`][^}\n]*\}\}",  # Hugo
        r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?(?P<name>[^\"`\s>%]+)[^}\n]*\}\}",
        _REF + r"[\"`](?P<name>[^\"`\n]+)[\"`][^}\n]*\}\}",
        r"\{\{-?\s*[\"`](?P<name>[^\"`\n]+)[\"`]\s*\|\s*(?:rel)?ref\b[^}\n]*\}\}",
        BASE + r"*\{%-?\s*(?:post_url|link)\s+(?P<name>[^%\n]+?)\s*-?%\}",  # Jekyll
        r"@/(?P<name>[^\s)\"'#>]+)(?:#[^\s)\"'>]*)?",  # Zola's texts
        r"(?<=[<\"'])" + _PELICAN + r"(?P<name>[^\"'<>#?\n]{1,300})(?:[#?][^\"'<>\n]{0,300})?(?=[>\"'])",
        _PELICAN + r"(?P<name>[^\s)\"'#?>]+)(?:[#?][^\s)\"'>]*)?",
        r"link://(?:slug|filename|filename_html)/(?P<name>[^\s)\"'#>]+)",  # Nikola
    )
)
"""How templates call a file by its name."""

_ACTION = re.compile(r"\{\{[^}\n]*\b(?:ref|relref|Ref|RelRef)\b[^}\n]*\}\}")
_QUOTED = re.compile(r"[\"`](?P<name>[^\"`\n]+)[\"`]")
"""In a template whatever `ref` is given; in which form it is used further nobody can tell."""
_FOLLOWED = re.compile(
    r"\b(?:href|link|url|src|to)\s*[=:]\s*[\"'`]?(?P<named>[^\"'`\s<>()]+)|[\"'`](?P<quoted>[^\"'`\s<>()]*/[^\"'`\s<>()]*)[\"'`]"
)
"""Values that may well become links, in shortcodes, data and settings."""
_DAY = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[a-zA-Z]{2,4})?$")
"""At the end of a name without its ending, as in `name.de.md`."""


@dataclass(frozen=True)
class Gone:
    """What a staged site must not name.

    Args:
        held: the paths and addresses of its held posts.
        names: what templates call them: paths and file names, with and without ending.
        stands: whether a file that is not held stands at a path in the content, with or without its ending.
        tails: what addresses that nobody can know before a build may end in, in small letters.
    """

    held: Held
    names: frozenset[str] = frozenset()
    stands: Callable[[str], bool] = lambda _path: False
    tails: frozenset[str] = frozenset()

    def may_stand_in(self, data: bytes, source: str, url: str) -> bool:
        """Whether anything in a text can lead to a held post or name one; False spares a look at it.

        Args:
            data: the text, as UTF-8.
            source: its path in the site's content.
            url: its address below the site's root.
        """
        # Templates say names in whatever case.
        return any(self._said.may_stand_in(form, source, url) for form in (data, data.lower()))

    def is_named_in(self, data: bytes) -> bool:
        """Whether a text that a program wrote names a held post: its path, its address or its name."""
        if not any(self._said.stands_in(form) for form in (data, data.lower())):
            return False
        text = data.decode("utf-8", "replace")
        return bool(self.lines_in(text, text, "", ""))

    @cached_property
    def _said(self) -> Tails:
        return Tails((*self.held.sources, *self.held.addresses, *self.names, *self.tails))

    def is_meant(self, template: re.Match[str], source: str) -> bool:
        """Whether a template means a held post.

        Args:
            template: a match with the `name` in it.
            source: the path in the site's content of the text that it stands in.
        """
        name, start = template["name"], template.start("name")
        plain = _plain(name)
        places = {plain}
        if not name.startswith("/") and template.string[start - 1 : start] != "/":
            places.add(posixpath.normpath(posixpath.join(posixpath.dirname(source), plain)))
        return not self.names.isdisjoint(map(str.lower, places)) and not any(map(self.stands, places))

    def lines_in(self, text: str, before: str, source: str, url: str) -> list[int]:
        """The lines, from 1, in which a path or an address of a held post stands as a word, in a link or not.

        Args:
            text: a file's text.
            before: the same with all its links, whose lines are counted.
            source: its path in the site's content.
            url: its address below the site's root.
        """
        words = self._words_in(text)

        def tells(line: str) -> bool:
            followed = (match["named"] or match["quoted"] for match in _FOLLOWED.finditer(line))
            return (
                bool(words and words.search(line))
                or any(self._calls_in(line, source))
                or any(self.held.hits(href, source, url) for href in followed)
            )

        found = {line: number for number, line in enumerate(text.splitlines(), 1) if tells(line)}
        there = {line: number for number, line in enumerate(before.splitlines(), 1) if line in found}
        return sorted((found | there).values())

    def _words_in(self, text: str) -> re.Pattern[str] | None:
        """Finds what a text has of all these paths and addresses."""
        places = [re.escape(place) for place in self._places if place in text]
        lowered = text.lower()
        tails = [re.escape(tail) for tail in self.tails if tail in lowered]
        parts = [rf"(?<![\w-])(?:{'|'.join(places)})(?![\w-])"] if places else []
        if tails:
            begins = r"(?:/|\]\(|\b(?:href|link|url|src|to)\s*[=:]\s*[\"'`]?)"
            parts.append(rf"(?i:{begins}(?:{'|'.join(tails)})(?:/|\.html?)?(?=[\s\"'`)>\]#?]|$))")
        return re.compile("|".join(parts), re.MULTILINE) if parts else None

    def _calls_in(self, text: str, source: str) -> Iterator[bool]:
        """Of each template in a text whether it means a held post."""
        found = [match for template in TEMPLATES for match in template.finditer(text)]
        found += [given for action in _ACTION.finditer(text) for given in _QUOTED.finditer(text, *action.span())]
        return (self.is_meant(match, source) for match in found)

    @cached_property
    def _places(self) -> list[str]:
        places = self.held.addresses | self.held.sources | {posixpath.splitext(path)[0] for path in self.held.sources}
        # A word without a slash is just a word. The longest comes first, for a pattern takes the first that fits.
        words = {place if "/" in place else f"/{place}" for place in places if place}
        return sorted(words, key=len, reverse=True)


def names_of(paths: Iterable[str], below: Callable[[str], str]) -> frozenset[str]:
    """What templates may call these files.

    Args:
        paths: from the site's root.
        below: gives the path in the site's content, where names begin, to such a path.
    """
    found: set[str] = set()
    for path in paths:
        inside = below(path)
        bare = posixpath.splitext(inside)[0]
        forms = {path, inside, bare}
        if posixpath.basename(bare) == "index":
            folder, file = posixpath.split(inside)
            ending = posixpath.splitext(file)[1]
            forms |= {folder, posixpath.basename(folder), posixpath.join(posixpath.basename(folder), file)}
            forms.add(f"{folder}{ending}")  # Hugo takes a file for its folder, and the other way round
        else:
            forms |= {posixpath.basename(inside), posixpath.basename(bare)}
            forms |= {f"{bare}/index", f"{bare}/index{posixpath.splitext(inside)[1]}"}
        forms |= {_LANGUAGE.sub("", form) for form in (bare, posixpath.basename(bare))}
        forms |= {form.replace(" ", "-") for form in forms}  # Hugo's own names of files
        found |= {form.strip("/").lower() for form in forms}
        # Jekyll takes both: `a` and `tech/a` for `tech/_posts/a.md`.
        found |= {form.partition("_posts/")[2].lower() for form in forms if "_posts/" in form}
        found |= {form.replace("_posts/", "").lower() for form in forms}
    return frozenset(form for form in found if form and form not in {"index", "."})


def tails_of(path: str, words: Iterable[str]) -> set[str]:
    """What the address of a post may end in, in small letters; generators differ in what they make of signs.

    Args:
        path: from the site's root.
        words: its slug, its title, addresses of its own.
    """
    folder, name = posixpath.split(path)
    plain = _LANGUAGE.sub("", posixpath.splitext(name)[0])
    plain = posixpath.basename(folder) if plain in {"index", "_index"} else plain
    found: set[str] = set()
    for word in (_DAY.sub("", plain), *words):
        last = re.sub(r"\.html?$", "", word.rstrip("/").rpartition("/")[2]).casefold()
        for form in (last, plain_letters(last)):
            found |= {form, re.sub(r"[^\w.-]+", "-", form), re.sub(r"\W+", "-", form).strip("-")}
            found.add(re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", re.sub(r"[^\w\s.-]+", "", form).strip())))
    return {form for form in found if form and not form.isspace()}


def _plain(name: str) -> str:
    name = posixpath.normpath(unquote(name.partition("#")[0])).strip("/")
    return name.removeprefix("../").removeprefix("./").removesuffix("/_index.md")
