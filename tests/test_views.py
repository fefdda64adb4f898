from __future__ import annotations

import base64
import colorsys
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_states import ONE, SITES, TODAY, ahead, language, make, past, post, states

from mkdocs_momentum.core.audit import SENTINEL
from mkdocs_momentum.core.cadence import Report
from mkdocs_momentum.core.posts import Moment, Post, PostKey, Problem, SiteFacts, State
from mkdocs_momentum.views import words
from mkdocs_momentum.views.data import as_data
from mkdocs_momentum.views.dates import DayWords
from mkdocs_momentum.views.marks import site_marks
from mkdocs_momentum.views.page import page_context, render_page
from mkdocs_momentum.views.safe import clean, link
from mkdocs_momentum.views.template import TEMPLATES
from mkdocs_momentum.views.terminal import plan_screen, status_screen

STATES = dict(states())
GOLDEN = Path(__file__).parent / "golden" / "views"
VOID = {"meta", "input", "link", "br", "path", "circle"}


class Reading(HTMLParser):
    """Checks that tags close in order, and keeps what a reader or a screen reader would meet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.mark.parametrize("name", STATES)
def test_page_is_whole_and_asks_nothing_of_the_network(name: str) -> None:
    html = render_page(STATES[name])
    page = Reading(html)
    assert html.count(SENTINEL) == 2
    assert f"<!-- {SENTINEL} -->" in html
    assert {"script", "img", "iframe", "link", "a", "form"}.isdisjoint(page.tags)
    assert {"src", "href", "style", "onclick"}.isdisjoint(name for name, _ in page.attributes)
    assert "url(" not in html
    assert "@import" not in html
    assert page.tags.count("h1") == 1
    assert len(html.encode()) < 150_000


@pytest.mark.parametrize("name", STATES)
def test_page_and_screen_and_data_say_the_same(name: str) -> None:
    report = STATES[name]
    page = Reading(render_page(report)).text
    screen = " ".join(status_screen(report, 500, color=False).split())
    sentences = [sentence for sentence in as_data(report)["words"].values() if sentence]
    assert sentences
    for sentence in sentences:
        assert sentence in page
        # The screen keeps its lines short enough to read.
        assert sentence in screen or len(sentence) > 80


def test_policy_names_the_style_sheet_that_stands_there() -> None:
    html = render_page(STATES["usual"])
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    # Quotes and signs of the policy are escaped in the attribute.
    policy = next(value for name, value in Reading(html).attributes if name == "content" and "default-src" in value)
    assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_parts_stand_in_their_order() -> None:
    html = render_page(STATES["usual"])
    order = ("mm-h1", words.RIBBON, words.PLAN, words.SUGGESTION, words.YEAR, words.PROBLEMS)
    body = html[html.index("<body") :]
    places = [body.index(f">{part}<") if " " in part else body.index(part) for part in order]
    assert places == sorted(places)


def test_ten_years_of_three_sites_stay_small() -> None:
    report = make(past(3650) + ahead(500))
    assert len(render_page(report).encode()) < 60_000


def test_five_hundred_ahead_end_in_one_quiet_line() -> None:
    report = STATES["five-hundred"]
    assert len(words.plan_lines(report)) == words.PLAN_LENGTH
    assert words.plan_rest(report) == "The plan goes on until Wednesday, June 28, 2028."
    assert len(plan_screen(report, 80, color=False).splitlines()) == 500


def test_ribbon_tells_states_and_sites_apart_without_colour() -> None:
    cells = page_context(STATES["five-hundred"])["momentum"]["ribbon"]
    assert [cell["side"] for cell in cells] == ["past"] * 7 + ["today"] + ["ahead"] * 7
    pictures = [str(cell["picture"]) for cell in cells]
    assert all(re.search(r'role="img"><title>[^<]{8,}</title>', picture) for picture in pictures)
    shapes = {re.sub(r"<title>.*?</title>| mm-c\d", "", picture) for picture in pictures}
    assert len(shapes) == 7  # three sites, live and planned, and still days


def year_picture(report: Report) -> str:
    return "".join(str(half["picture"]) for half in page_context(report)["momentum"]["year"]["halves"])


def test_quiet_and_rest_days_look_alike() -> None:
    bare = {
        re.sub("<title>.*?</title>", "", str(cell["picture"]))
        for cell in page_context(STATES["rest-alone"])["momentum"]["ribbon"][:8]
    }
    assert len(bare) == 1
    year = year_picture(STATES["rest-alone"])
    assert year.count("<path") == 3  # all still days of a half in one path, and the one post


def test_past_year_covers_a_year_whatever_the_weekday() -> None:
    for step in range(8):
        today = TODAY + step * ONE
        picture = year_picture(make(past(400, today), today=today))
        still, seeds = picture.count("h0"), picture.count("M") - picture.count("h0")
        assert 52 * 7 < still + seeds <= 53 * 7


def test_more_sites_than_shapes_all_differ() -> None:
    sites = tuple(SiteFacts(f"site{number}") for number in range(30))
    marks = site_marks(sites).values()
    assert len({(mark.shape, mark.colour) for mark in marks}) == 30
    report = make([post(number, State.WAITING, TODAY, site=f"site{number}") for number in range(30)], sites=sites)
    Reading(render_page(report))
    assert len(plan_screen(report, 40, color=True, is_ascii=True).splitlines()) >= 30


def test_site_that_only_posts_name_is_shown_too() -> None:
    report = make([post(1, State.RELEASED, TODAY, site="elsewhere")])
    assert "elsewhere" in Reading(render_page(report)).text
    assert "elsewhere" in status_screen(report, 80, color=False)


HOSTILE = '<script>alert(1)</script>" onload="x"\x1b[31m\x07\u202egnol\u2066 &amp; {{ 7*7 }} \x9b2J\ud800'


def hostile() -> Report:
    sites = (SiteFacts("momentumpath", "javascript:alert(1)", "en"), SiteFacts("<b>x</b>", "", "en"))
    bad = Post(
        PostKey("momentumpath", "docs/posts/<i>.md"), State.RELEASED, HOSTILE, Moment(TODAY - ONE), TODAY - ONE,
        url="javascript:alert(1)",
        problems=(Problem("momentumpath", "a\x1b]0;x\x07b.md", HOSTILE, HOSTILE, 1),),
    )  # fmt: skip
    return make([bad, post(2, State.WAITING, TODAY, site="<b>x</b>", title=HOSTILE)], sites=sites, note=HOSTILE)


def test_hostile_text_stays_text() -> None:
    report = hostile()
    html = render_page(report)
    page = Reading(html)
    assert {"script", "b", "i"}.isdisjoint(page.tags)
    assert "onload" not in dict(page.attributes)
    assert "javascript" not in html
    assert "{{ 7*7 }}" in page.text
    screens = status_screen(report, 80, color=False) + plan_screen(report, 40, color=False)
    data = json.dumps(as_data(report), ensure_ascii=False)
    for text in (html, screens, data):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert as_data(report)["suggestion"]["url"] is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x1b\\here\x1b]8;;\x07", "here"),
        ("\x9b31mx", "x"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("a\u202eb\u2069c\u200ed\ufeff", "abcd"),
        ("family \U0001f469\u200d\U0001f467", "family \U0001f469\u200d\U0001f467"),
        ("\ud800", "\ufffd"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//host/x", "/path", "ftp://host/x", "http://",
        "https://good.example@evil.example/", "https://a b", 'https://a/"x', "https://a/\u202e", "http://[", " https://a/",
    ],
)  # fmt: skip
def test_links_that_are_not_shown(url: str | None) -> None:
    assert link(url) == ""


@pytest.mark.parametrize(
    "url", ["https://a.example/", "http://localhost:8000/b/?c=d&e=f#g", "https://bücher.example/ä"]
)
def test_links_that_are_shown(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
@pytest.mark.parametrize("name", STATES)
def test_screen_fits_its_width(name: str, width: int) -> None:
    for is_ascii in (False, True):
        screen = status_screen(STATES[name], width, color=False, is_ascii=is_ascii)
        plan = plan_screen(STATES[name], width, color=False, is_ascii=is_ascii)
        lines = [line for line in (screen + plan).splitlines() if "https://" not in line]
        # The ribbon needs two cells a day, and stays in one piece on a screen even narrower than that.
        assert max(cell_len(line) for line in lines) <= max(width, 33)
        assert not is_ascii or not re.search("[●◆■○◇□·\u2013“”…]", screen + plan)
        assert "\x1b" not in screen


def test_address_is_never_broken() -> None:
    report = STATES["usual"]
    assert report.suggestion
    assert f" {report.suggestion.url}\n" in status_screen(report, 30, color=False)


def test_colours_only_where_wanted() -> None:
    assert "\x1b[" in status_screen(STATES["usual"], 80, color=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", status_screen(STATES["usual"], 80, color=True))
    stripped = "".join(f"{line.rstrip()}\n" for line in plain.splitlines())
    assert stripped == status_screen(STATES["usual"], 80, color=False)


def test_plan_line_has_weekday_date_site_and_title() -> None:
    first = plan_screen(STATES["usual"], 80, color=False).splitlines()[0]
    assert first.split(maxsplit=5) == ["Tuesday", "Nov", "24", "○", "momentumpath", "Usable Strength After 40"]


def test_data_keys() -> None:
    data = as_data(STATES["usual"])
    assert json.loads(json.dumps(data)) == data
    assert data["next_change"] == {
        "day": "2026-11-24", "site": "momentumpath", "post": "docs/posts/00000.md",
        "title": "Usable Strength After 40", "url": "https://momentumpath.example/posts/00000/",
    }  # fmt: skip
    assert data["needed"] == "2026-11-30"
    assert data["days_covered"] == 6
    assert len(data["days"]) == 15
    assert as_data(STATES["no-posts"])["next_change"] is None


@pytest.mark.parametrize(
    ("code", "full", "near"),
    [
        ("en", "Thursday, November 26", "Thursday"),
        ("de", "Donnerstag, 26. November", "Donnerstag"),
        ("fr", "jeudi 26 novembre", "jeudi"),
        ("pt-BR", "quinta-feira, 26 de novembro", "quinta-feira"),
        ("hu", "november 26., csütörtök", "csütörtök"),
        ("zh_TW", "11月26日 星期四", "星期四"),
        ("th", "วันพฤหัสบดีที่ 26 พฤศจิกายน", "วันพฤหัสบดี"),
        ("", "Thursday, November 26", "Thursday"),
        ("../../etc", "Thursday, November 26", "Thursday"),
    ],
)
def test_days_in_words(code: str, full: str, near: str) -> None:
    speech = DayWords(code, TODAY)
    assert speech.full(date(2026, 11, 26)).replace("日星", "日 星") == full
    assert speech.near(date(2026, 11, 26)) == near
    assert "2027" in speech.full(date(2027, 1, 2)) or code == "ar"
    assert (speech.near(TODAY), speech.near(TODAY + ONE)) == ("today", "tomorrow")


def test_no_other_year_is_left_out_in_any_language() -> None:
    from babel.localedata import locale_identifiers

    for code in locale_identifiers():
        speech = DayWords(code, TODAY)
        words_of_day = speech.full(TODAY), speech.short(TODAY)
        for text in words_of_day:
            assert text, code
            assert "2026" not in text, code
            assert text == text.strip(" ,،/\u200f"), code
            assert " ." not in text, code


def goldens() -> dict[str, Callable[[], str]]:
    usual = STATES["usual"]
    return {
        "status-80.txt": lambda: status_screen(usual, 80, color=False),
        "status-40.txt": lambda: status_screen(usual, 40, color=False),
        "status-ascii.txt": lambda: status_screen(usual, 80, color=False, is_ascii=True),
        "status-first-day.txt": lambda: status_screen(STATES["first-day"], 80, color=False),
        "status-rest.txt": lambda: status_screen(STATES["rest"], 80, color=False),
        "plan.txt": lambda: plan_screen(usual, 80, color=False),
        "plan-german.txt": lambda: plan_screen(STATES["in-de"], 80, color=False),
        "status.json": lambda: json.dumps(as_data(STATES["first-day"]), indent=2, ensure_ascii=False) + "\n",
        "page.html": lambda: render_page(usual),
    }


@pytest.mark.parametrize("name", goldens())
def test_golden(name: str) -> None:
    """`WRITE_GOLDEN=1 pytest tests/test_views.py` writes them anew; read the difference before keeping it."""
    text = goldens()[name]()
    if os.environ.get("WRITE_GOLDEN") == "1":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(char * 2 for char in colour)
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_in_light_and_dark() -> None:
    css = str(page_context(STATES["usual"])["momentum"]["css"])
    schemes = [dict(re.findall(r"--mm-(\w+):#(\w+)", block)) for block in re.findall(r"\{(--mm-ink:#[^}]*)\}", css)]
    assert len(schemes) == 3
    for scheme in schemes:
        for paper in ("paper", "field", "wash"):
            assert contrast(scheme["ink"], scheme[paper]) >= 7
            assert contrast(scheme["soft"], scheme[paper]) >= 4.5
            assert all(contrast(scheme[colour], scheme[paper]) >= 3 for colour in ("0", "1", "2", "3", "4", "still"))
        assert contrast(scheme["edge"], scheme["paper"]) >= 3
    for ground, scheme in (("ffffff", schemes[0]), ("1e2129", schemes[1])):  # Material's own grounds
        assert contrast(scheme["soft"], ground) >= 4.5
        assert all(contrast(scheme[colour], ground) >= 3 for colour in "01234")


def test_nothing_is_red() -> None:
    html = "".join(render_page(report) for report in STATES.values())
    colours = set(re.findall(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", html))
    assert len(colours) > 10
    for colour in colours:
        full = colour if len(colour) == 6 else "".join(char * 2 for char in colour)
        hue, _, saturation = colorsys.rgb_to_hls(*(int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)))
        assert saturation < 0.2 or 20 < hue * 360 < 335, colour
    assert not re.search(r"\b(red|crimson|tomato|firebrick)\b", html)
    for report in STATES.values():
        assert not re.search(r"\x1b\[(?:\d+;)*(?:31|41|91|101)m", status_screen(report, 80, color=True))


HOOK = """
from pathlib import Path
from mkdocs_momentum.views.page import page_context
from mkdocs_momentum.views.template import TEMPLATES
from test_views import hostile
def on_config(config):
    config.theme.dirs.append(TEMPLATES)
def on_page_context(context, page, config, nav):
    context.update(page_context(hostile()))
"""


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_page_in_a_theme(theme: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("---\ntemplate: momentum/page.html\n---\n")
    (tmp_path / "hook.py").write_text(HOOK)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\ntheme: {theme}\nhooks: [hook.py]\nplugins: []\n")
    path = os.pathsep.join([str(Path(TEMPLATES).parents[2]), str(Path(__file__).parent)])
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert html.count(SENTINEL) == 2
    assert 'class="mm-ribbon"' in html
    assert "--mm-ink" in html[: html.index("<body")]
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    # Whatever else lies in a theme's folder is copied into the public site.
    assert not list((tmp_path / "site").glob("momentum*"))


def test_language_of_the_first_site_is_marked() -> None:
    html = render_page(make(ahead(3), sites=language("de")))
    assert '<time datetime="2026-11-24" lang="de" dir="auto">Dienstag, 24. November</time>' in html


def test_sentences_are_english_and_titles_are_in_their_site_s_language() -> None:
    html = render_page(make(ahead(3), sites=language("ar")))
    assert '<div class="mm" lang="en" dir="ltr"' in html, "also inside a theme of another language and direction"
    assert [tag for tag in ("ar", "en", "de") if f'<bdi class="mm-name" lang="{tag}">' in html] == ["ar", "en", "de"]


def test_the_year_in_words_names_the_months_with_posts() -> None:
    days = (date(2025, 12, 3), date(2026, 1, 7), date(2026, 1, 8), date(2026, 5, 5), date(2026, 11, 3))
    report = make([post(number, State.HISTORY, day) for number, day in enumerate(days)])
    said = "Posts went live from December 2025 to January 2026, in May 2026 and in November 2026."
    assert f'aria-label="{said}"' in render_page(report)


def test_sentences() -> None:
    said = {name: words.today_sentence(report) for name, report in STATES.items()}
    assert said["usual"] == "“Usable Strength After 40” on momentumpath goes out with the next release."
    assert said["one-site"] == "Today has its post: “A Kettle, a Chair, a Notebook”."
    assert said["rest"] == "Today rests, and so may you."
    assert said["quiet"] == "Today is open, and nothing is owed."
    quiet = "It has been quiet. Whenever you are ready, any post on any site counts."
    assert words.pace_sentence(STATES["quiet"]) == quiet
    assert words.cover_sentence(STATES["usual"]) == "Nothing is needed until Monday."
    assert words.cover_sentence(STATES["quiet"]) == ""
    assert (
        words.suggestion_sentence(STATES["syndicated"])
        == "Today has its syndication: “A Kettle, a Chair, a Notebook” at dev.to."
    )


def test_far_day_has_its_year() -> None:
    report = make([post(1, State.WAITING, TODAY + timedelta(days=400))], sites=SITES)
    assert words.plan_lines(report)[0].date == "Dec 29, 2027"
