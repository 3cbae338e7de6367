"""The thirtieth procedure: five files, and no other is touched, neither library, mock nor test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.said import Said

pytestmark = pytest.mark.in_turn(2)

ROOT = Path(__file__).parents[2]
SLUG, CODE, TITLE = "social_pension", "1.014027", "Trợ cấp hưu trí xã hội hằng tháng"
FOLDERS = ("flows", "mock_portal", "fixtures", "tests", "chaos")
NAMES = {"portal_bot_flows": "flows", "portal_bot_mock": "mock_portal"}
FILES = [
    f"flows/{SLUG}.py",
    f"flows/{SLUG}.toml",
    f"mock_portal/forms/{SLUG}.toml",
    f"fixtures/{SLUG}/plain.yaml",
    f"fixtures/{SLUG}/broken.toml",
]
# Invented, in the order of the marks: what flow, facts and form say of the same place is the same.
WRITTEN = {
    FILES[0]: [
        "It is invented.", "Họ và tên người đề nghị", "Nơi cư trú", "Nội dung đề nghị",
        "Trình bày", "Người đề nghị", "Đề nghị", "Trình bày ít nhất mười chữ cái",
    ],
    FILES[1]: [
        "Bảo trợ xã hội", "Đơn thử", "Quyết định thử", "the applicant", "Văn bản thử", "Một ngày",
        "không văn bản nào nói", "hồ sơ", "Không ai", "Cấp mới", "Điều chỉnh", "Đơn đề nghị",
    ],
    FILES[2]: [
        "An invented form.", "Bảo trợ xã hội", "Quyết định thử", "Một ngày", "Không thu",
        "Văn bản thử", "Người đề nghị", "Họ và tên người đề nghị", "Nơi cư trú", "Đề nghị",
        "Nội dung đề nghị", "Cấp mới", "Điều chỉnh", "Trình bày", "Đơn đề nghị",
    ],
    FILES[3]: ["Một người đề nghị.", "Đề nghị được hưởng trợ cấp"],
}  # fmt: skip
MARK = re.compile(r'ĐIỀN: [^"\n]*')


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of one's own, with the five files in it."""
    tree = tmp_path_factory.mktemp("checkout")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name, folder in NAMES.items():
        (tree / name).symlink_to(tree / folder)
    said = portal_bot(tree, "new-flow", SLUG, "--code", CODE, "--title", TITLE, "--level", "3")
    assert said.code == 0, said.err
    return tree


def portal_bot(tree: Path, *arguments: str) -> Said:
    return run(tree, "portal_bot", *arguments)


def run(tree: Path, module: str, *arguments: str) -> Said:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PORTAL_BOT_HOME": str(tree / "home")}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=tree, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


def fill_in(tree: Path) -> None:
    for name, texts in WRITTEN.items():
        file = tree / name
        parts = MARK.split(file.read_text("utf-8"))
        assert len(parts) == len(texts) + 1
        whole = (text for pair in zip(parts, [*texts, ""], strict=True) for text in pair)
        file.write_text("".join(whole), "utf-8")


def test_what_is_to_be_written_is_said_with_file_and_line(tree: Path) -> None:
    assert all((tree / name).is_file() for name in FILES)
    said = portal_bot(tree, "check", f"fixtures/{SLUG}/plain.yaml", "fixtures/birth_registration")
    assert said.code == 50
    assert re.search(rf"{SLUG}\.(py|toml)\S*.*chưa điền", said.out + said.err)
    assert "fixtures/birth_registration/plain.yaml: đạt" in said.out
    said = portal_bot(tree, "list")
    assert (said.code, "birth_registration" in said.out, TITLE in said.out) == (0, True, False)


def test_a_line_of_the_flow_is_named(tree: Path) -> None:
    facts = tree / FILES[1]
    kept = facts.read_text("utf-8")
    facts.write_text(MARK.sub("đã điền", kept), "utf-8")
    said = portal_bot(tree, "show", SLUG)
    facts.write_text(kept, "utf-8")
    lines = (tree / FILES[0]).read_text("utf-8").splitlines()
    first = next(n for n, line in enumerate(lines, 1) if "f.Field(" in line and "ĐIỀN:" in line)
    assert said.code != 0
    assert f"{SLUG}.py:{first}" in said.err


@pytest.mark.thorough
def test_filled_in_it_is_one_of_ours_and_is_filed(tree: Path) -> None:
    fill_in(tree)
    said = portal_bot(tree, "check", f"fixtures/{SLUG}")
    assert said.code == 0, said.out + said.err
    assert TITLE in portal_bot(tree, "list").out
    tests = ("tests/flows", "-p", "no:playwright", "-k", SLUG, "-q", "--write-golden", "-m", "")
    said = run(tree, "pytest", *tests)
    assert said.code == 0, said.out[-3000:]
    assert (tree / "fixtures" / SLUG / "plain.expected.json").is_file()
    said = run(tree, "pytest", "tests/portal/test_procedures.py", "-k", SLUG, "-q")
    assert said.code == 0, said.out[-3000:]
