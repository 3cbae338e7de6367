"""An ordinary Playwright script with a retry around the submission, through the same matrix.

It files births as `bench.peers.playwright_sync` does, writes down each number as soon as it has it,
and when started again skips what is written down. Whatever goes wrong, tenacity runs the whole
journey again. It takes the words of `portal-bot submit` and answers in the same JSON; its
`verified` is its word for "the page said so".
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright
from tenacity import RetryError, retry, stop_after_attempt, wait_random_exponential

from bench.peers.playwright_sync.file_birth import file_birth
from portal_bot.browser.find import find_browser


@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(multiplier=0.5, max=10))
def _filed(browser: Browser, address: str, child: str) -> str:
    return file_birth(browser, address, child)


def _child(path: Path) -> str:
    return str(yaml.safe_load(path.read_text("utf-8"))["declaration"]["child"]["full_name"])


def _all(paths: list[Path], address: str, done_file: Path) -> dict[str, str]:
    done: dict[str, str] = json.loads(done_file.read_text("utf-8")) if done_file.exists() else {}
    left = [path for path in paths if str(path) not in done]
    if not left:
        return done
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**find_browser().launch_options())
        for path in left:
            try:
                done[str(path)] = _filed(browser, address, _child(path))
            except RetryError as error:
                sys.stderr.write(f"{path}: {error}\n")
                continue
            done_file.write_text(json.dumps(done), "utf-8")
        browser.close()
    return done


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--portal-url", required=True)
    parser.add_argument("--sessions")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    home = Path(os.environ["PORTAL_BOT_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    done = _all(asked.paths, asked.portal_url, home / "done.json")
    filings = [_told(path, done.get(str(path))) for path in asked.paths]
    sys.stdout.write(json.dumps({"filings": filings}) + "\n")
    return 0 if len(done) == len(asked.paths) else 1


def _told(path: Path, number: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {"path": str(path), "state": "failed", "receipt": None, "verified": None}
    if number is None:
        return told | {"error": {"code": "failed", "message": "every attempt failed"}}
    return told | {"state": "verified", "receipt": {"number": number}, "verified": True}


if __name__ == "__main__":
    sys.exit(main())
