"""Real git hubs for tests and benchmarks: bare repositories behind files, git's daemon and git's own http backend."""

from __future__ import annotations

import base64
import contextlib
import getpass
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ZERO = b"0" * 40
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
ALL_PROTOCOLS = "https:ssh:file:http:git"


def git(folder: Path, *args: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> str:
    """Plain git in `folder`, without anybody's settings."""
    done = subprocess.run(
        ["git", "-C", str(folder), *args], input=stdin, env=CLEAN | (env or {}), capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def bare(folder: Path) -> Path:
    """A new bare repository that may be written over http and git's daemon."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    git(folder, "config", "http.receivepack", "true")
    git(folder, "config", "receive.autogc", "false")
    return folder


class Faults:
    """What a server does wrong.

    Args:
        lies: says yes whatever the ref was before, as some servers do.
        together: this many pushes see the refs before any of them is carried out.
        drop_request: every n-th push never reaches git.
        drop_reply: every n-th push is carried out and nobody hears of it.
        slow_look: seconds before the server says what refs it has.
        slow_push: seconds before a push is carried out.
        slow_reply: seconds after it was carried out, before the server says so.
    """

    def __init__(
        self,
        lies: bool = False,
        together: int = 1,
        drop_request: int = 0,
        drop_reply: int = 0,
        slow_look: float = 0,
        slow_push: float = 0,
        slow_reply: float = 0,
    ) -> None:
        self.lies = lies
        self.slow_look, self.slow_push, self.slow_reply = slow_look, slow_push, slow_reply
        self.drop_request = drop_request
        self.drop_reply = drop_reply
        self.pushes = 0
        self.lock = threading.Lock()
        self.barrier = threading.Barrier(together)

    def count(self) -> int:
        with self.lock:
            self.pushes += 1
            return self.pushes


class _Handler(BaseHTTPRequestHandler):
    root: Path
    faults: Faults
    token: str

    def is_known(self) -> bool:
        """Whether a hub that asks for a login got it: the token as the password, whatever the name."""
        given = base64.b64decode((self.headers.get("Authorization") or "").removeprefix("Basic ")).decode()
        if not self.token or given.partition(":")[2] == self.token:
            return True
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer([("Status", "401"), ("WWW-Authenticate", 'Basic realm="hub"')], b"")
        return False

    def do_GET(self) -> None:
        if not self.is_known():
            return
        path, _, query = self.path.partition("?")
        time.sleep(self.faults.slow_look)
        self.answer(*self.backend(path, query, b""))

    def do_POST(self) -> None:
        if not self.is_known():
            return
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not path.endswith("/git-receive-pack"):
            self.answer(*self.backend(path, query, body))
            return
        number = self.faults.count()
        if self.faults.drop_request and number % self.faults.drop_request == 0:
            self.close_connection = True
            return
        time.sleep(self.faults.slow_push)
        if self.faults.lies:
            with contextlib.suppress(threading.BrokenBarrierError):
                if number <= self.faults.barrier.parties:
                    self.faults.barrier.wait(timeout=20)
            with self.faults.lock:
                head, out = self.backend(path, query, self.forged(path, body))
        else:
            head, out = self.backend(path, query, body)
        time.sleep(self.faults.slow_reply)
        if self.faults.drop_reply and number % self.faults.drop_reply == 0:
            self.close_connection = True
            return
        self.answer(head, out)

    def forged(self, path: str, body: bytes) -> bytes:
        """The push with the ref's present value in the place of the one that the client asked for."""
        ref = body[4:].split(b"\0", 1)[0].split(b" ")[2].decode()
        now = subprocess.run(
            ["git", "rev-parse", "--quiet", "--verify", ref],
            cwd=self.root / path.removesuffix("/git-receive-pack").lstrip("/"),
            env=CLEAN,
            capture_output=True,
            check=False,
        ).stdout.strip()
        return body[:4] + (now or ZERO) + body[44:]

    def backend(self, path: str, query: str, body: bytes) -> tuple[list[tuple[str, str]], bytes]:
        environment = CLEAN | {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type") or "",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
            "REMOTE_ADDR": self.client_address[0],
        }
        done = subprocess.run(
            ["git", "http-backend"], input=body, env=environment, stdout=subprocess.PIPE, check=False
        ).stdout
        head, _, out = done.partition(b"\r\n\r\n")
        pairs = [line.decode().split(": ", 1) for line in head.split(b"\r\n") if b": " in line]
        return [(name, value) for name, value in pairs], out

    def answer(self, head: list[tuple[str, str]], out: bytes) -> None:
        status = next((int(value.split()[0]) for name, value in head if name == "Status"), 200)
        self.send_response(status)
        for name, value in head:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(out)))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # whoever asked may be gone by now
            self.end_headers()
            self.wfile.write(out)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def http_hub(
    root: Path, faults: Faults | None = None, token: str = "", tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """git's own smart http backend over the repositories in `root`, on the loopback; yields the address."""
    handler = type("Handler", (_Handler,), {"root": root, "faults": faults or Faults(), "token": token})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate that signs itself, and a server's context with it.

    Args:
        folder: where its files are written.
        name: whom it is for, as in `IP:127.0.0.1`.
    """
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName={name}", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


@contextlib.contextmanager
def ssh_hub(folder: Path) -> Iterator[tuple[str, str]]:
    """A real sshd on the loopback with keys of its own, for whoever runs this.

    Args:
        folder: an empty one, for its keys; beside it lie the repositories.

    Yields:
        The address to put a path behind, and the command that logs in there (for `GIT_SSH_COMMAND`).
    """
    daemon = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert daemon
    folder.mkdir(mode=0o700)
    for name in ("host", "me"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/me.pub\n"
        "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
    )
    host = (folder / "host.pub").read_text().rsplit(" ", 1)[0]
    (folder / "known").write_text(f"[127.0.0.1]:{port} {host}\n")
    if os.geteuid() == 0:  # its privileges are dropped in there
        Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen([daemon, "-D", "-f", str(folder / "config")], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        command = f"ssh -F none -i {folder}/me -o IdentitiesOnly=yes -o UserKnownHostsFile={folder}/known"
        yield f"ssh://{getpass.getuser()}@127.0.0.1:{port}", command
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def daemon_hub(root: Path) -> Iterator[str]:
    """git's daemon over the repositories in `root`, on the loopback; yields the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    daemon = subprocess.Popen(
        ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all", "--enable=receive-pack",
         "--reuseaddr", "--max-connections=0", f"--base-path={root}", str(root)],
        env=CLEAN, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"git://127.0.0.1:{port}"
    finally:
        daemon.terminate()
        daemon.wait()
