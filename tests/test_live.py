"""`verify: live`, against real web servers on the loopback."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest
from git_hubs import certificate
from support import World

from mkdocs_momentum import momentum
from mkdocs_momentum.momentum import OutcomeKind
from mkdocs_momentum.stores.live import unanswered

TUESDAY = date(2026, 11, 24)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind = self.path.strip("/").partition("/")[0]
        port = cast("tuple[str, int]", self.server.server_address)[1]
        to = {
            "moved": "/fine/",
            "home": "/",
            "elsewhere": f"http://localhost:{port}/fine/",
            "file": "file:///etc/hostname",
            "circle": "/circle/",
        }.get(kind)
        if kind == "slow":
            time.sleep(1.5)
        self.send_response(302 if to else {"none": 404, "broken": 503, "empty": 204}.get(kind, 200))
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        with contextlib.suppress(OSError):
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextlib.contextmanager
def web(context: ssl.SSLContext | None = None) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("fine/", ""),
        ("moved/", ""),
        ("none/", "answers 404"),
        ("broken/", "answers 503"),
        ("empty/", "answers 204"),
        ("home/", "leads to the home page"),
        ("elsewhere/", "leads to localhost"),
        ("file/", "answers 302"),
        ("circle/", "answers 302"),
        ("slow/", "timed out"),
    ],
)
def test_only_the_page_itself_is_an_answer(path: str, why: str) -> None:
    with web() as port:
        said = unanswered(f"http://127.0.0.1:{port}/{path}", timeout=0.5)
    assert (why in said) if why else not said
    assert "\n" not in said


def test_a_server_that_is_down() -> None:
    with web() as port:
        pass
    assert "refused" in unanswered(f"http://127.0.0.1:{port}/fine/")
    assert unanswered("file:///etc/hostname")
    assert unanswered("http://[broken/")


def test_certificates_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known, right = certificate(tmp_path, "IP:127.0.0.1")
    other, wrong = certificate(tmp_path, "DNS:else.example")
    with web(right) as port:
        url = f"https://127.0.0.1:{port}/fine/"
        assert "certificate verify failed" in unanswered(url)
        monkeypatch.setenv("SSL_CERT_FILE", str(known))
        assert unanswered(url) == ""
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with web(wrong) as port:
        assert "certificate" in unanswered(f"https://127.0.0.1:{port}/fine/")


def test_a_release_waits_until_the_last_one_can_be_read(tmp_path: Path) -> None:
    world = World(tmp_path)
    with web() as port:
        world.site("alpha")
        settings = tmp_path / "alpha/mkdocs.yml"
        settings.write_text(settings.read_text().replace("https://alpha.example/", f"http://127.0.0.1:{port}/none/"))
        world.write("alpha", "a", "2026-11-23", extra="released: 2026-11-23\n")
        world.write("alpha", "b", "2026-11-24")
        world.configure("alpha", more="verify: live")
        outcome = momentum.release(world.config(), TUESDAY)
        assert outcome.kind is OutcomeKind.ON_ITS_WAY
        assert '"Title of a" is still on its way' in outcome.line
        assert "answers 404" in outcome.line
        assert world.marks() == {"a": "2026-11-23"}
        assert not (tmp_path / ".momentum").exists(), "no day was claimed"
        settings.write_text(settings.read_text().replace("/none/", "/"))
        world.commit("alpha", "Move")
        assert momentum.release(world.config(), TUESDAY).kind is OutcomeKind.RELEASED
