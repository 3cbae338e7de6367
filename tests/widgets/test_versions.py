"""The pages ask their libraries which they are: what is tested is what package.json names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

WANTED = json.loads((Path(__file__).parent / "package.json").read_text("utf-8"))["dependencies"]
TOLD = [
    ("choices", "choices.js", "Choices.version"),
    ("select2", "jquery", "jQuery.fn.jquery"),
    ("faces", "jquery-ui", "jQuery.ui.version"),
    ("survey", "survey-core", "Survey.Version"),
    ("formio", "@formio/js", "Formio.version"),
    ("antd", "react", "window.__versions.react"),
    ("element", "vue", "window.__versions.vue"),
    ("antd", "antd", "window.__versions.antd"),
    ("mui", "@mui/material", "window.__versions.mui"),
    (
        "angular",
        "@angular/core",
        "document.querySelector('[ng-version]').attributes['ng-version'].value",
    ),
]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("page_name", "package", "asked"), TOLD, ids=[package for _, package, _ in TOLD]
)
async def test_a_page_has_the_version_that_is_named(
    page_name: str, package: str, asked: str, address: str, context: BrowserContext
) -> None:
    page = await context.new_page()
    await page.goto(f"{address}/{page_name}.html")
    await page.wait_for_function("window.__ready")
    assert await page.evaluate(asked) == WANTED[package]
    await page.close()


def test_every_version_is_exact() -> None:
    assert [
        name for name, version in WANTED.items() if not version.split("@")[-1][0].isdigit()
    ] == []
