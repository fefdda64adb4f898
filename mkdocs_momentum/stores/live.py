"""Whether released posts can be read at their public addresses: the web is asked, nothing is sent."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from mkdocs_momentum import __version__
from mkdocs_momentum.core.posts import Post, State
from mkdocs_momentum.stores.redaction import redact

if TYPE_CHECKING:
    from email.message import Message

TIMEOUT = 10.0
_AGENT = f"Mozilla/5.0 (compatible; momentum/{__version__})"


def on_its_way(posts: Iterable[Post], today: date, timeout: float = TIMEOUT) -> tuple[Post, str] | None:
    """The first site's newest release that does not answer at its address yet, with what came instead.

    Args:
        posts: of all sites, in order of the sites.
        today: releases of later days do not count.
        timeout: seconds for each address.

    Returns:
        None where every site shows its newest release, or has none whose address is known.
    """
    newest: dict[str, Post] = {}
    for post in posts:
        if post.state is not State.RELEASED or not post.released or post.released > today:
            continue
        known = newest.get(post.key.site)
        if known is None or (known.released or date.min) < post.released:
            newest[post.key.site] = post
    asked = [post for post in newest.values() if post.url]
    if not asked:
        return None
    with ThreadPoolExecutor(len(asked)) as pool:
        answers = list(pool.map(lambda post: unanswered(post.url or "", timeout), asked))
    return next(((post, why) for post, why in zip(asked, answers, strict=True) if why), None)


def unanswered(url: str, timeout: float = TIMEOUT) -> str:
    """Why a page is not there for a reader; empty where it is.

    Args:
        url: its address; redirects are followed on the same host alone.
        timeout: seconds without a sign of life.
    """
    if not _is_web(url):
        return f"{redact(url)} is no web address"
    opener = urllib.request.build_opener(_SameHost(), urllib.request.HTTPSHandler(context=ssl.create_default_context()))
    headers = {"User-Agent": _AGENT, "Cache-Control": "no-cache"}
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=timeout) as answer:  # noqa: S310 - http(s) only, checked above
            status, end = answer.status, answer.url
    except urllib.error.HTTPError as error:
        with error:
            return error.reason if isinstance(error, _ElsewhereError) else f"{redact(url)} answers {error.code}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return f"{redact(url)}: {redact(str(reason)) or type(reason).__name__}"[:300]
    if status != 200:
        return f"{redact(url)} answers {status}"
    if urlsplit(end).path in {"", "/"} and urlsplit(url).path not in {"", "/"}:
        return f"{redact(url)} leads to the home page"
    return ""


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


class _ElsewhereError(urllib.error.HTTPError):
    """A redirect that leads to another host."""


class _SameHost(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(urljoin(req.full_url, newurl))
        is_same = _host(old.hostname) == _host(new.hostname)
        if not is_same or (old.scheme == "https" and new.scheme != "https") or new.scheme not in {"http", "https"}:
            message = f"{redact(req.full_url)} leads to {new.hostname}"
            raise _ElsewhereError(newurl, code, message, headers, None)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.")
