"""Starts the browser once, then files what it is told."""

from playwright.sync_api import sync_playwright

from bench.peers import turns
from bench.peers.playwright_sync.file_birth import file_birth

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=turns.browser(), args=turns.browser_options()
    )
    turns.take_turns(lambda child: file_birth(browser, turns.portal(), child))
    browser.close()
