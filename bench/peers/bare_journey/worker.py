"""Starts the browser once, then files what it is told."""

import asyncio

from playwright.async_api import async_playwright

from bench.peers import turns
from bench.peers.bare_journey.file_birth import file_birth


async def main() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=turns.browser(), args=turns.browser_options()
        )
        while (child := await asyncio.to_thread(turns.next_child)) is not None:
            turns.filed(await file_birth(browser, turns.portal(), child))
        await browser.close()


asyncio.run(main())
