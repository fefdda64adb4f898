"""The page in a real browser: what it shows, to whom, and how one walks through it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from preview import CHROMIUM_FLAGS, THEMES, chromium, preview, write_sites
from view_states import CALENDAR, ONE, SITES, TODAY, make, post, states

from mkdocs_momentum.core.posts import PostKey, Problem, State
from mkdocs_momentum.views.page import render_page

STATES = dict(states())
SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
ALONE = ("usual", "no-posts", "one-site", "five-hundred", "in-ar")

THEMES_OWN: dict[str, dict[str, str]] = {
    # Parts that a theme draws around the page, by selector, and what is the matter with them. None of it is ours.
    "material": {
        ".md-search": "the search dialog has no name",
        ".md-copyright": "its grey is 4.47 to 1, a hair under 4.5",
    },
    "mkdocs": {
        ".navbar": "it stands in no landmark",
        "footer": "its links are too pale",
    },
    "readthedocs": {
        ".wy-nav-top": "white on its blue is 4.3 to 1",
        ".wy-side-nav-search": "white on its blue is 4.2 to 1",
        "footer": "pale words, links without a line, no landmark",
        ".rst-versions": "it stands in no landmark",
    },
}
RULES_OFF = {"mkdocs": ("landmark-one-main",)}
"""The mkdocs theme has no main landmark; the page brings a region of its own."""
SAID = {"mkdocs": ("Cannot set properties of null (setting 'disabled')",)}
"""With `highlightjs: false` (nothing is fetched here), the mkdocs theme's own colour script trips."""

AXE = """async ([outside, off]) => {
  const rules = {'target-size': {enabled: true}};
  off.forEach(rule => rules[rule] = {enabled: false});
  const found = await axe.run({exclude: outside.map(one => [one])}, {rules});
  return found.violations.flatMap(one => one.nodes.map(node => `${one.id} ${node.target}: ${node.failureSummary}`));
}"""
STOPS = """() => {
  const all = [...document.querySelectorAll('*')];
  const at = document.activeElement;
  return {place: all.indexOf(at), name: at.className || at.tagName, body: at === document.body, tab: at.tabIndex};
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    place = chromium()
    if not place:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no chromium on this machine; on Debian: apt install chromium")
        pytest.skip("no chromium on this machine; on Debian: apt install chromium")
    with sync_playwright() as driver:
        one = driver.chromium.launch(executable_path=place, args=list(CHROMIUM_FLAGS))
        yield one
        one.close()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The page's address in each theme, as `mkdocs serve` shows it."""
    found = {}
    with ExitStack() as stack:
        for theme in THEMES:
            folder = tmp_path_factory.mktemp(theme)
            scratch = folder / "scratch"
            scratch.mkdir()
            root = write_sites(folder / "hub", theme)
            shown = stack.enter_context(preview(root, scratch, "--no-livereload"))
            found[theme] = f"{shown.url}/momentum/"
        yield found


@dataclass
class Look:
    """An open page and what its console said."""

    page: Page
    said: list[str]

    def violations(self, theme: str = "") -> list[str]:
        # Run as an expression, so that the page keeps its own strict content policy.
        self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8") + ";null")
        found: list[str] = self.page.evaluate(AXE, [list(THEMES_OWN.get(theme, ())), list(RULES_OFF.get(theme, ()))])
        return found

    def settings(self) -> Iterator[str]:
        """The open page in light and dark, narrow and wide."""
        for scheme in SCHEMES:
            for width in WIDTHS:
                self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                self.page.set_viewport_size({"width": width, "height": 800})
                self.page.wait_for_timeout(50)
                yield f"{scheme}, {width} pixels"


@contextmanager
def opened(browser: Browser, url: str, *, width: int = 1280, script: bool = True) -> Iterator[Look]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    page.goto(url, wait_until="load")
    yield Look(page, said)
    context.close()


def written(folder: Path, state: str) -> str:
    path = folder / f"{state}.html"
    path.write_text(render_page(STATES[state]), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("state", ALONE)
def test_the_page_alone_can_be_used_by_everybody(browser: Browser, tmp_path: Path, state: str) -> None:
    with opened(browser, written(tmp_path, state)) as look:
        for setting in look.settings():
            assert look.violations() == [], setting
            assert look.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), setting
        assert look.said == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_in_a_theme_can_be_used_by_everybody(browser: Browser, places: dict[str, str], theme: str) -> None:
    with opened(browser, places[theme]) as look:
        for setting in look.settings():
            assert look.violations(theme) == [], setting
            box = look.page.locator(".mm").bounding_box()
            assert box is not None
            assert box["x"] >= 0, setting
            assert box["x"] + box["width"] <= look.page.evaluate("innerWidth"), setting
        assert [line for line in look.said if line not in SAID.get(theme, ())] == []


def stops(page: Page, most: int = 60) -> list[dict[str, Any]]:
    """Where the keyboard rests, in order, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOPS)
        if stop["body"] or (found and stop["place"] == found[0]["place"]):
            break
        found.append(stop)
    return found


def test_the_keyboard_walks_through_the_page_alone(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, "usual")) as look:
        assert [stop["name"] for stop in stops(look.page)] == ["mm-link"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_keyboard_walks_through_a_theme_in_reading_order(
    browser: Browser, places: dict[str, str], theme: str
) -> None:
    with opened(browser, places[theme]) as look:
        found = stops(look.page)
        assert sum("mm-link" in stop["name"].split() for stop in found) == 1
        assert all(stop["tab"] <= 0 for stop in found)
        order = [stop["place"] for stop in found]
        assert order == sorted(order)


def shown_text(page: Page) -> str:
    return " ".join(page.locator(".mm").inner_text().split())


@pytest.mark.parametrize("theme", THEMES)
def test_without_scripts_a_theme_shows_the_same(browser: Browser, places: dict[str, str], theme: str) -> None:
    with opened(browser, places[theme]) as look:
        expected = shown_text(look.page)
    with opened(browser, places[theme], script=False) as look:
        assert shown_text(look.page) == expected
        assert look.page.locator(".mm h1").is_visible()
        assert look.page.locator(".mm .mm-line").first.is_visible()


def test_without_scripts_the_page_alone_is_whole(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, "usual"), script=False) as look:
        assert look.page.locator(".mm h1").is_visible()
        assert look.page.locator(".mm-year").is_visible()
        assert look.page.locator("script").count() == 0


@pytest.mark.parametrize("theme", [None, *THEMES])
def test_a_screen_reader_hears_the_days(
    browser: Browser, places: dict[str, str], theme: str | None, tmp_path: Path
) -> None:
    with opened(browser, places[theme] if theme else written(tmp_path, "usual")) as look:
        tree = look.page.locator(".mm").aria_snapshot()
        assert "heading" in tree
        assert "today" in tree
        assert tree.count('img "') >= 15, "each day of the ribbon is named"
        assert look.page.locator(".mm h1").count() == 1
        assert look.page.locator("h1").count() == 1


def test_text_made_twice_as_large_stays_in_the_page(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, "usual"), width=640) as look:
        look.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert look.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


VECTORS = (
    "<script>hit()</script>", "<img src=x onerror=hit()>", "<svg onload=hit()>", "<svg><script>hit()</script></svg>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>", "<details open ontoggle=hit()>", "<body onload=hit()>",
    "<input autofocus onfocus=hit()>", "<a href=javascript:hit() id=trap>x</a>",
    "<math><mtext><img src=x onerror=hit()>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>", "<base href=//evil.example/>", "javascript:hit()",
    "<form action=javascript:hit()><button>x</button></form>", "<video><source onerror=hit()></video>",
    "<object data=javascript:hit()></object>", "x onmouseover=hit() autofocus onfocus=hit() ", "{{ hit() }}",
    "<style>@import '//evil.example/x.css';</style>",
    "<template><script>hit()</script></template><script>hit()</script>",
)  # fmt: skip
WAYS_OUT = ("", '">', "'>", "-->", "</title>", "</style>", "</script>", "]]>", "</svg></text>", "\\\"'`>")


def test_nothing_that_a_post_says_runs(browser: Browser, tmp_path: Path) -> None:
    """Two hundred ways, in titles, paths, addresses and problems; with the content policy and without."""
    payloads = [out + vector for out in WAYS_OUT for vector in VECTORS]
    days = list(islice(CALENDAR.publishing_days(TODAY), len(payloads)))
    posts = [
        post(number, State.WAITING, day, title=text)
        for number, (day, text) in enumerate(zip(days, payloads, strict=True))
    ]
    for number, text in enumerate(payloads):
        where = PostKey(SITES[number % 3].name, f"docs/{text}.md")
        problem = Problem(where.site, where.path, text, text, 1)
        shown = post(number, State.RELEASED, TODAY - (number + 1) * ONE, title=text, problems=(problem,))
        posts.append(shown._replace(key=where, url=text if number % 2 else f"https://a.example/{text}"))
    sites = (*SITES[:1], *(site._replace(name=site.name, url=payloads[1]) for site in SITES[1:]))
    html = render_page(make(posts, sites=sites, since=TODAY - 400 * ONE, note=payloads[5]))
    assert html.count("hit()") > 200
    policy = re.compile(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", re.IGNORECASE)
    assert policy.search(html)
    for name, text in (("guarded", html), ("bare", policy.sub("", html))):
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        runs_nothing(browser, (tmp_path / f"{name}.html").as_uri())


def runs_nothing(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1 }")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(200)
    assert page.evaluate("hits") == 0
    assert page.evaluate("[...document.links].every(link => ['http:', 'https:', 'file:'].includes(link.protocol))")
    assert page.evaluate("document.querySelectorAll('script, iframe, object, base, form, #trap').length") == 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def test_the_trap_itself_works(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "trap.html").write_text(f"<!doctype html>{VECTORS[1]}", encoding="utf-8")
    with pytest.raises(AssertionError):
        runs_nothing(browser, (tmp_path / "trap.html").as_uri())
