"""Real builds: nothing of a held post is in any byte of the finished site, and the preview shows everything."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from mkdocs.structure.files import File

from mkdocs_momentum.core.audit import SENTINEL
from mkdocs_momentum.core.generators.mkdocs import site_from_config
from mkdocs_momentum.hosting.build import Build
from mkdocs_momentum.hosting.sources import Sources
from mkdocs_momentum.stores.block import Block, build_settings

CANARY = re.compile(rb"xyzzy", re.IGNORECASE)
TODAY = datetime.now(UTC).date()
SITE_URL = "https://blog.example/base/"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)

MATERIAL = f"""\
site_name: Blog
site_url: {SITE_URL}
theme:
  name: material
plugins:
  - search
  - tags
  - blog:
      draft_if_future_date: true
  - rss:
      use_git: false
      match_path: blog/posts/.*
      date_from_meta: {{as_creation: date}}
  - momentum:
      since: 2020-01-01
      timezone: Europe/Berlin
markdown_extensions: [admonition, attr_list, footnotes]
nav:
  - Home: index.md
  - Blog:
      - blog/index.md
  - Secret Xyzzy: blog/posts/waiting.md
  - Section Xyzzy:
      - Xyzzy: blog/posts/draft.md
      - {SITE_URL}blog/2999/01/05/xyzzy-waiting-title/
"""

LINKS = f"""\
An [inline link](waiting.md "xyzzy"), a [reference][ref], a [shortcut], ![a picture](xyzzy-bundle/xyzzy.png) and
a <a class="x" href="../../../../2999/01/05/xyzzy-waiting-title/">raw link</a>, an absolute
[address]({SITE_URL}blog/2999/01/05/xyzzy-waiting-title/#part), one <{SITE_URL}blog/2999/01/05/xyzzy-waiting-title/>,
one in [its own words {SITE_URL}blog/2999/01/05/xyzzy-waiting-title/](draft.md){{ .md-button }}.
A [slug](../../../../2999/01/05/xyzzy-waiting-title/), a [rooted one](/base/blog/2999/01/05/xyzzy-waiting-title/).
A [public one](history.md) stays. So does `[code](other.md)`.

!!! note
    In a [note](overdue.md) and to a [bundle](xyzzy-bundle/index.md), [broken](xyzzy-broken.md), [bytes](bytes.md).

[ref]: overdue.md "xyzzy"
[shortcut]: <xyzzy-bundle/index.md>
"""


def environment() -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MOMENTUM_", "SOURCE_"))}
    return clean | {
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(Path(__file__).parent.parent),
    }  # fmt: skip


def mkdocs(root: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment() | env, capture_output=True, text=True, check=False, timeout=99
    )


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def post(head: str, body: str = "Words.") -> str:
    return f"---\n{head}\n---\n\n{body}\n"


def held_posts(folder: str) -> dict[str, str | bytes]:
    return {
        f"{folder}/waiting.md": post("title: Xyzzy waiting title\ndate: 2999-01-05\ntags: [xyzzytag]", "Xyzzy text."),
        f"{folder}/overdue.md": post(
            "title: Xyzzy overdue\ndate: 2020-02-03\ncategories: [Xyzzycategory]", "Xyzzy *text*."
        ),
        f"{folder}/draft.md": post("title: Xyzzy draft\ndate: 2019-01-05\ndraft: true", "Xyzzy text."),
        f"{folder}/xyzzy-broken.md": post("title: Xyzzy: [broken\ndate: 2019-01-05", "# Xyzzy\n\nXyzzy text."),
        f"{folder}/bytes.md": b"---\ntitle: Xyzzy\ndate: 2019-01-05\n---\n\nxyzzy \xff\xfe\n",
        f"{folder}/copy.md": post(
            "title: Xyzzy copy\ndate: 2999-03-01\ndraft: true\ncanonical_url: https://else.example/x", "Xyzzy text."
        ),
        f"{folder}/xyzzy-bundle/index.md": post("title: Xyzzy bundle\ndate: 2999-02-01", "![](xyzzy.png)"),
        f"{folder}/xyzzy-bundle/xyzzy.png": PIXEL,
        f"{folder}/xyzzy-bundle/notes/xyzzy.txt": "xyzzy",
    }


def material_site(root: Path, config: str = MATERIAL) -> Path:
    public: dict[str, str | bytes] = {
        "mkdocs.yml": config,
        "docs/index.md": "# Home\n\nTo [a post](blog/posts/waiting.md) and [another](blog/posts/history.md).\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/history.md": post(
            "title: From before\ndate: 2019-03-02\nlinks:\n  - blog/posts/waiting.md\n  - Inner:\n"
            "      - Xyzzy: blog/posts/overdue.md\n  - Home: index.md",
            f"First.\n\n{LINKS}\n\n<!-- more -->\n\nMore.",
        ),
        "docs/blog/posts/released.md": post(
            f"title: Out today\ndate: {TODAY} 23:59:59\nreleased: {TODAY}", "It says: waiting title."
        ),
    }
    copy: dict[str, str | bytes] = {  # held back by the blog's own rule about dates that are ahead
        "docs/blog/posts/copy.md": post("title: Xyzzy copy\ndate: 2999-03-01\ncanonical_url: https://else.example/x")
    }
    return write(root, {**public, **held_posts("docs/blog/posts"), **copy})


def contents(site: Path) -> dict[str, bytes]:
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found[path.relative_to(site).as_posix()] = gzip.decompress(data) if path.suffix == ".gz" else data
    assert found, "or nothing was built"
    return found


def traces(site: Path) -> list[str]:
    return [name for name, data in contents(site).items() if CANARY.search(name.encode()) or CANARY.search(data)]


def built(root: Path, *more: str, **env: str) -> subprocess.CompletedProcess[str]:
    result = mkdocs(root, "build", "--strict", *more, **env)
    assert result.returncode == 0, result.stderr
    return result


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    root = material_site(tmp_path_factory.mktemp("material"))
    return root, built(root).stderr


def test_nothing_of_a_held_post_is_in_the_site(material: tuple[Path, str]) -> None:
    root, _ = material
    assert traces(root / "site") == []
    assert any(name.endswith("sitemap.xml.gz") for name in contents(root / "site"))
    assert "feed_rss_created.xml" in contents(root / "site")


def test_public_posts_stay_and_links_between_them_work(material: tuple[Path, str]) -> None:
    site = contents(material[0] / "site")
    html = site["blog/2019/03/02/from-before/index.html"].decode()
    assert "inline link" in html
    assert 'href="./">public one</a>' in html
    assert "[code](other.md)" in html
    assert re.search(r'href="(\.\./){4}\.\./?"', html), "the way home"
    assert f"blog/{TODAY:%Y/%m/%d}/out-today/index.html" in site, "a released post whose time of day is ahead is shown"
    assert b"out-today" in site["sitemap.xml"]


def test_one_line_says_what_waits(material: tuple[Path, str]) -> None:
    lines = [line for line in material[1].splitlines() if "momentum:" in line]
    assert any(re.search(r"3 posts wait, \d+ links to them are plain text for now", line) for line in lines)
    assert any("xyzzy-broken.md" in line for line in lines)
    assert any("0xff is not UTF-8" in line for line in lines)
    assert not any("WARNING" in line for line in lines)


def test_a_release_mark_shows_the_post_and_its_links(tmp_path: Path) -> None:
    root = material_site(tmp_path)
    waiting = root / "docs/blog/posts/overdue.md"
    waiting.write_text(waiting.read_text().replace("date: 2020-02-03", "date: 2020-02-03\nreleased: 2020-02-03"))
    built(root)
    site = contents(root / "site")
    assert "blog/2020/02/03/xyzzy-overdue/index.html" in site
    assert b"xyzzy-overdue" in site["blog/2019/03/02/from-before/index.html"]
    assert not any(b"waiting-title" in data for data in site.values())


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("directories", ["true", "false"])
def test_plain_themes_with_a_glob(tmp_path: Path, theme: str, directories: str) -> None:
    config = (
        f"site_name: Plain\nsite_url: {SITE_URL}\ntheme: {theme}\nuse_directory_urls: {directories}\n"
        "plugins: [search, momentum: {since: 2020-01-01, posts: 'docs/posts/**/*.md'}]\n"
    )
    body = "[a](waiting.md) [b](overdue.md) <a href='../waiting/'>c</a> [d](xyzzy-bundle/) ![e](xyzzy-bundle/xyzzy.png)"
    write(tmp_path, {
        "mkdocs.yml": config,
        "docs/index.md": "# Home\n\n[a](posts/waiting.md)\n",
        "docs/posts/history.md": post("title: Old\ndate: 2019-01-02", body),
        **held_posts("docs/posts"),
    })  # fmt: skip
    built(tmp_path)
    assert traces(tmp_path / "site") == []
    names = contents(tmp_path / "site")
    assert ("posts/history/index.html" if directories == "true" else "posts/history.html") in names
    assert not any("waiting" in name for name in names)


def small(root: Path, block: str, more: str = "") -> Path:
    return write(root, {
        "mkdocs.yml": f"site_name: Small\nsite_url: {SITE_URL}\ntheme: mkdocs\nplugins: [momentum: {block}]\n{more}",
        "docs/index.md": "# Home\n",
        "docs/posts/old.md": post("title: Old\ndate: 2019-01-02"),
        "docs/posts/ahead.md": post("title: Ahead\ndate: 2999-01-02"),
    })  # fmt: skip


def test_a_clock_that_is_set_back_for_a_reproducible_build_hides_no_released_post(tmp_path: Path) -> None:
    root = small(tmp_path / "small", "{since: 2020-01-01, posts: docs/posts/*.md, page: ../page.html}")
    write(root, {"docs/posts/out.md": post(f"title: Out\ndate: {TODAY}\nreleased: {TODAY}")})
    built(root, SOURCE_DATE_EPOCH="1577880000")  # 2020-01-01, noon
    assert (root / "site/posts/out/index.html").is_file()
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Wednesday, January 1" in page, "the page shows the day for which it is made"


@pytest.mark.parametrize(("moment", "shown"), [("2026-11-23T00:00:00Z", True), ("2026-11-22T23:59:59Z", False)])
@pytest.mark.parametrize("hours", [-11, 0, 13])
def test_a_mark_is_good_until_the_day_after_the_moment_of_the_build(
    tmp_path: Path, moment: str, shown: bool, hours: int
) -> None:
    settings = build_settings(Block(since="2026-11-01", posts=("docs/*.md",)), tmp_path, "mkdocs.yml")
    site = site_from_config({"docs_dir": "docs"})
    file = write(tmp_path, {"docs/a.md": post("title: A\ndate: 2026-11-24\nreleased: 2026-11-24")}) / "docs/a.md"
    now = datetime.fromisoformat(moment).astimezone(timezone(timedelta(hours=hours)))
    build = Build(Sources(settings, site, tmp_path, now))
    removed = build.sort([File("a.md", str(file.parent), str(tmp_path / "site"), use_directory_urls=True)], [])
    assert removed == ([] if shown else ["a.md"])


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{posts: docs/posts/*.md}", "since is not set and no momentum.yml stands here or above; write plugins:"),
        ("{config: ../none.yml, posts: docs/posts/*.md}", "../none.yml is not there"),
        ("{since: 2020-01-01}", "posts is not set; write plugins:"),
        ("{config: 'git@me.example:hub.git', posts: docs/posts/*.md}", "another repository, which a build never reads"),
        ("{since: soon, posts: docs/posts/*.md}", "since: soon is not a date; write since: 2026-11-23"),
        (r'{since: "so\no\tn", posts: docs/posts/*.md}', r"since: 'so\no\tn' is not a date; write since: 2026-11-23"),
        ("{sinse: 2026-11-23}", "did you mean 'since'?"),
        ("{since: 2020-01-01, posts: docs/posts/*.md, timezone: Europe/Berln}", "'Europe/Berlin'?; write timezone: A"),
        ("{since: 2020-01-01, posts: docs/posts/*.md, page: docs/momentum.html}", "becomes public"),
        ("{since: 2020-01-01, posts: docs/posts/*.md, page: site/x/momentum.html}", "becomes public"),
        ("{since: 2020-01-01, posts: docs/typo/*.md}", "fits no file"),
    ],
)
def test_a_block_that_cannot_be_used(tmp_path: Path, block: str, said: str) -> None:
    if "since is not set" in said and any((folder / "momentum.yml").exists() for folder in tmp_path.parents):
        pytest.skip("a momentum.yml stands above the folder for temporary files")
    result = mkdocs(small(tmp_path, block), "build", "--strict")
    assert result.returncode != 0
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_a_config_that_is_not_there_is_no_matter_where_since_is_set(tmp_path: Path) -> None:
    block = "{config: ../hub/momentum.yml, since: 2020-01-01, posts: docs/posts/*.md}"
    built(small(tmp_path, block))
    assert not (tmp_path / "site/posts/ahead").exists()
    assert (tmp_path / "site/posts/old").exists()


def test_settings_come_from_momentum_yml_above_and_the_block_wins(tmp_path: Path) -> None:
    hub = "timezone: Europe/Berlin\nsince: 2020-01-01\nsites:\n  small: {path: small, posts: docs/posts/*.md}\n"
    write(tmp_path, {"momentum.yml": hub})
    built(small(tmp_path / "small", "{}"))
    assert not (tmp_path / "small/site/posts/ahead").exists()
    assert (tmp_path / "small/site/posts/old").exists()
    built(small(tmp_path / "small", "{since: 2019-01-01}"))
    assert not (tmp_path / "small/site/posts/old").exists()


def test_switched_off_it_does_nothing(tmp_path: Path) -> None:
    built(small(tmp_path, "{enabled: false}"))
    assert (tmp_path / "site/posts/ahead").exists()


LEAKS = {
    "a file at its address": "write(site / 'posts/ahead/index.html', 'x')",
    "its address in full": "write(site / 'feed.xml', '<link>https://blog.example/base/posts/ahead/</link>')",
    "a link": "write(site / 'index.html', '<a href=\"posts/ahead/\">x</a>')",
    "packed": "(site / 'map.xml.gz').write_bytes(gzip.compress(b'https://blog.example/base/posts/ahead/'))",
    "a search index": "write(site / 'search/x.json', '{\"location\":\"posts/ahead/#part\"}')",
    "the private page": f"write(site / 'momentum/index.html', '<!-- {SENTINEL} -->')",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_trace_in_the_site_stops_the_build(tmp_path: Path, leak: str) -> None:
    hook = (
        "import gzip\nfrom pathlib import Path\n"
        "def write(path, text):\n    path.parent.mkdir(parents=True, exist_ok=True)\n    path.write_text(text)\n"
        f"def on_post_build(config):\n    site = Path(config.site_dir)\n    {LEAKS[leak]}\n"
    )
    write(tmp_path, {"hook.py": hook})
    root = small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}", "hooks: [hook.py]\n")
    result = mkdocs(root, "build")
    assert result.returncode != 0
    assert "momentum: " in result.stderr
    if leak != "the private page":
        assert "docs" not in result.stderr.partition("momentum: ")[2] or "posts/ahead.md" in result.stderr


def test_the_private_page_inside_another_stops_the_build(tmp_path: Path) -> None:
    hook = f"def on_post_page(output, page, config):\n    return output + '<!-- {SENTINEL} -->'\n"
    write(tmp_path, {"hook.py": hook})
    result = mkdocs(small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}", "hooks: [hook.py]\n"), "build")
    assert result.returncode != 0
    assert "it holds the private momentum page" in result.stderr


def test_what_another_plugin_writes_last_of_all_is_read(tmp_path: Path) -> None:
    hook = (
        "from pathlib import Path\nfrom mkdocs.plugins import event_priority\n"
        "@event_priority(-150)\ndef on_post_build(config):\n"
        "    Path(config.site_dir, 'late.html').write_text('<a href=\"posts/ahead/\">x</a>')\n"
    )
    write(tmp_path, {"hook.py": hook})
    result = mkdocs(small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}", "hooks: [hook.py]\n"), "build")
    assert result.returncode != 0
    assert "momentum: late.html: " in result.stderr


def test_a_post_that_another_plugin_makes_last_of_all_is_held(tmp_path: Path) -> None:
    hook = (
        "from mkdocs.plugins import event_priority\nfrom mkdocs.structure.files import File\n"
        "@event_priority(-100)\ndef on_files(files, config):\n"
        "    text = '---\\ntitle: Xyzzy\\ndate: 2999-01-01\\n---\\nXyzzy.'\n"
        "    files.append(File.generated(config, 'posts/xyzzy.md', content=text))\n    return files\n"
    )
    write(tmp_path, {"hook.py": hook})
    root = small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}", "hooks: [hook.py]\n")
    built(root)
    assert not any(b"xyzzy" in name.encode() + data.lower() for name, data in contents(root / "site").items())


def test_words_of_a_held_post_are_no_trace(tmp_path: Path) -> None:
    root = small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}")
    (root / "docs/index.md").write_text("# Ahead\n\nAhead, posts/ahead and `posts/ahead.md` are words.\n")
    built(root)


def test_a_page_that_is_public_keeps_an_address_that_a_held_post_wants(tmp_path: Path) -> None:
    root = small(tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}")
    write(root, {"docs/posts/ahead/index.md": "# Here\n", "docs/index.md": "# Home\n\n[x](posts/ahead/index.md)\n"})
    built(root)
    assert b"posts/ahead/" in (root / "site/index.html").read_bytes()


def test_links_to_a_held_bundles_picture_lead_where_the_blog_plugin_moves_it(tmp_path: Path) -> None:
    body = f'<a href="../../../../ahead/pic.png">One</a> [two]({SITE_URL}blog/ahead/pic.png) [three](ahead/pic.png)'
    write(tmp_path, {
        "mkdocs.yml": f"site_name: Small\nsite_url: {SITE_URL}\ntheme: {{name: material}}\n"
        "plugins: [blog, momentum: {since: 2020-01-01}]\n",
        "docs/index.md": "# Home\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/old.md": post("title: Old\ndate: 2019-01-02", body),
        "docs/blog/posts/ahead/index.md": post("title: Ahead\ndate: 2999-01-02"),
        "docs/blog/posts/ahead/pic.png": PIXEL,
    })  # fmt: skip
    assert "3 links to it are plain text" in mkdocs(tmp_path, "build", "--strict").stderr
    assert not any(b"pic.png" in data for data in contents(tmp_path / "site").values())


def test_a_snippet_brings_no_link_in(tmp_path: Path) -> None:
    root = small(
        tmp_path, "{since: 2020-01-01, posts: docs/posts/*.md}",
        "markdown_extensions: [pymdownx.snippets]\n",
    )  # fmt: skip
    write(root, {"part.txt": "A [part](posts/ahead.md).\n", "docs/index.md": '# Home\n\n--8<-- "part.txt"\n'})
    built(root)
    assert b"ahead" not in (root / "site/index.html").read_bytes()


def test_the_page_goes_where_it_is_private(tmp_path: Path) -> None:
    hub = "timezone: Europe/Berlin\nsince: 2020-01-01\nsites:\n  small: {path: small, posts: docs/posts/*.md}\n"
    write(tmp_path, {"momentum.yml": hub})
    built(small(tmp_path / "small", "{page: ../out/momentum.html}"))
    assert SENTINEL in (tmp_path / "out/momentum.html").read_text()
    assert not any(SENTINEL.encode() in data for data in contents(tmp_path / "small/site").values())


def test_the_page_replaces_no_other_file(tmp_path: Path) -> None:
    root = small(tmp_path, "{since: 2020-01-01, page: mkdocs.yml, posts: docs/posts/*.md}")
    before = (root / "mkdocs.yml").read_text()
    result = mkdocs(root, "build")
    assert result.returncode != 0
    assert "is another file, and stays" in result.stderr
    assert (root / "mkdocs.yml").read_text() == before


def test_the_page_is_not_written_into_another_site(tmp_path: Path) -> None:
    (tmp_path / "other/docs").mkdir(parents=True)
    hub = "timezone: Europe/Berlin\nsince: 2020-01-01\nsites: {small: small, other: other}\n"
    write(tmp_path, {"momentum.yml": hub})
    root = small(tmp_path / "small", "{page: ../other/docs/page.html, posts: docs/posts/*.md}")
    result = mkdocs(root, "build")
    assert result.returncode != 0
    assert "which becomes public" in result.stderr
    assert not (tmp_path / "other/docs/page.html").exists()


def test_a_page_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    hub = "timezone: Europe/Berlin\nsince: 2020-01-01\nsites:\n  small: {path: small, posts: docs/posts/*.md}\n"
    write(tmp_path, {"momentum.yml": hub, "file": "Words.\n"})
    result = mkdocs(small(tmp_path / "small", "{page: ../file/momentum.html}"), "build")
    assert result.returncode != 0
    assert f"momentum: {tmp_path}/small/../file/momentum.html: it cannot be written: " in result.stderr
    assert "Traceback" not in result.stderr


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
        text: str = answer.read().decode()
        return text


def await_page(url: str, server: subprocess.Popen[str], seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            pytest.fail(f"serve ended: {server.communicate()[0]}")
        try:
            return fetch(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("serve gave no answer")


def test_a_preview_shows_held_posts_and_the_private_page(tmp_path: Path) -> None:
    root = material_site(tmp_path / "site-a")
    hub = "timezone: Europe/Berlin\nsince: 2020-01-01\nsites:\n  a: site-a\n"
    write(tmp_path, {"momentum.yml": hub})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-livereload", "-a", f"127.0.0.1:{port}"]
    env = environment() | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            base = f"http://127.0.0.1:{port}/base"
            shown = await_page(f"{base}/blog/2999/01/05/xyzzy-waiting-title/", server)
            assert "momentum-banner" in shown
            assert "Xyzzy text" in shown
            with pytest.raises(urllib.error.HTTPError):  # the blog plugin cannot read it, so the page says why
                fetch(f"{base}/blog/posts/xyzzy-broken/")
            own = fetch(f"{base}/momentum/")
            assert SENTINEL in own
            assert "Xyzzy waiting title" in own
            assert "momentum-banner" not in fetch(f"{base}/blog/2019/03/02/from-before/")
        finally:
            server.terminate()
    built(root)
    assert traces(root / "site") == []
    assert not any(SENTINEL.encode() in data for data in contents(root / "site").values())
