"""Which packages the wheel holds, and which of their files; the rest is in pyproject.toml."""

from pathlib import Path

from setuptools import setup

FOLDERS = {
    "portal_bot": "portal_bot",
    "portal_bot_flows": "flows",
    "portal_bot_mock": "mock_portal",
}
HERE = Path(__file__).parent
DATA = ("css", "html", "j2", "js", "json", "md", "pyi", "toml", "ttf", "txt", "typed")


def packages(name: str, folder: str) -> list[str]:
    """The package in a folder, and those within it, by the names that they get."""
    top = HERE / folder
    inner = (init.parent.relative_to(top).parts for init in sorted(top.rglob("__init__.py")))
    return [".".join((name, *parts)) for parts in inner]


setup(
    packages=[
        *(found for name, folder in FOLDERS.items() for found in packages(name, folder)),
        # The sample dossiers: data, no program.
        "portal_bot_samples",
    ],
    # What the source distribution holds is not what is installed.
    include_package_data=False,
    package_data={
        **{name: [f"**/*.{kind}" for kind in DATA] for name in FOLDERS},
        "portal_bot_samples": ["*.toml", "*/*.yaml", "*/*.json", "*/*/*.yaml", "papers/*"],
    },
    exclude_package_data={"portal_bot_samples": ["*/*.expected.json"]},
)
