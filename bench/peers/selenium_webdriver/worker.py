"""Starts the browser once, then files what it is told."""

import tempfile
from pathlib import Path

from selenium import webdriver

from bench.peers import turns
from bench.peers.selenium_webdriver.file_birth import file_birth

with tempfile.TemporaryDirectory() as folder:
    options = webdriver.ChromeOptions()
    options.binary_location = turns.browser()
    for each in ("--headless", "--lang=vi-VN", "--window-size=1280,720", *turns.browser_options()):
        options.add_argument(each)
    driver = webdriver.Chrome(options)
    # A headless shell downloads nothing until it is told where to.
    where = {"behavior": "allow", "downloadPath": folder}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    turns.take_turns(lambda child: file_birth(driver, turns.portal(), child, Path(folder)))
    driver.quit()
