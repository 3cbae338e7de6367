"""Serves the built pages at two origins, with the lists that they ask for."""

from __future__ import annotations

import functools
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROVINCES = ["Tỉnh Phú Thọ", "Tỉnh Phú Yên", "Thành phố Hà Nội", "Tỉnh Đắk Lắk"]
WARDS = {"Tỉnh Phú Yên": ["Phường 10", "Phường 1", "Phường 11", "Xã Hòa An", "Xã Hòa Thành"]}
OFFICES = ["Công an tỉnh Phú Thọ", "Công an tỉnh Phú Yên", "Công an tỉnh Đắk Lắk"]
LATE_S = 0.5
PORTS_TRIED = 50


class Site(SimpleHTTPRequestHandler):
    """Files, and under /api/ lists that are in no hurry."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        if not url.path.startswith("/api/"):
            return super().do_GET()
        threading.Event().wait(LATE_S)
        asked = {key: told[0] for key, told in urllib.parse.parse_qs(url.query).items()}
        body = json.dumps(listed(url.path, asked), ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


def listed(path: str, asked: dict[str, str]) -> list[dict[str, str]]:
    """A list, narrowed by what is searched for and cut into pages."""
    search = next((v for k, v in asked.items() if k in {"q", "term", "name__regex"}), "").lower()
    offices = path == "/api/offices"
    wards = WARDS.get(asked.get("province", ""), [])
    names = {"/api/provinces": PROVINCES, "/api/wards": wards, "/api/offices": OFFICES}[path]
    told = [
        {"id": str(place) if offices else name, "name": name}
        for place, name in enumerate(names, 1)
        if search in name.lower()
    ]
    start = int(asked.get("skip", 0))
    return told[start : start + int(asked.get("limit", 1000))]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The pages' address; the port after it is the same site as another origin."""
    servers = two_ports(functools.partial(Site, directory=str(folder)))
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{servers[0].server_address[1]}"
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def two_ports(handler: functools.partial[Site]) -> list[ThreadingHTTPServer]:
    """Ports that follow one another: frames.html knows its other origin by that."""
    for _ in range(PORTS_TRIED):
        first = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        try:
            second = ThreadingHTTPServer(("127.0.0.1", first.server_address[1] + 1), handler)
        except OSError:
            first.server_close()
            continue
        return [first, second]
    raise RuntimeError("no two free ports beside one another")
