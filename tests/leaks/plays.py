"""What is played: every verb that meets a dossier, and every way in which it may fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.leaks.canary import CanaryDossier
from tests.leaks.playing import Play
from tests.support.workbooks import workbook

BUG, DOSSIER, DOWN, CHANGED, REJECTED, PERSON, UNCERTAIN = 50, 10, 20, 21, 22, 30, 40
_AT = ("--portal-url", "URL")
_SUBMIT = ("submit", "IN", *_AT, "--junit", "OUT/submit.xml", "-vv", "--trace")


def _codes(*codes: int) -> frozenset[int]:
    return frozenset(codes)


# Nobody has to be at the other end.
OFFLINE = (
    Play("check", ("check", "IN", "--junit", "OUT/check.xml"), _codes(DOSSIER)),
    Play("check-json", ("check", "IN", "--json"), _codes(DOSSIER)),
    Play("check-crash", ("check", "IN"), _codes(BUG), crash="check"),
    Play(
        "check-pages",
        ("check", "IN", "--html", "OUT/soat.html", "--consent", "OUT/dong-y.html"),
        _codes(DOSSIER),
    ),
    Play("status-nothing", ("status", "IN", "--json"), _codes(0)),
)
# In this order: what ends before anything is sent, then what is sent.
ONLINE = (
    Play("down", ("submit", "IN", "--portal-url", "http://127.0.0.1:1", "-vv"), _codes(DOWN)),
    Play("wrong-password", _SUBMIT, _codes(PERSON, BUG), password="Sai-mat-khau-1"),
    Play("maintenance", _SUBMIT, _codes(DOWN, PERSON), fault="maintenance"),
    Play("crash-filing", (*_SUBMIT, "--events"), _codes(BUG), crash="filing"),
    Play("fill", ("fill", "IN", *_AT, "-vv"), _codes(DOSSIER)),
    Play(
        "truncated",
        (*_SUBMIT, "--json"),
        _codes(DOSSIER, PERSON),
        fault="value_truncated",
        home="home2",
    ),
    Play(
        "uncertain",
        (*_SUBMIT, "--json"),
        _codes(DOSSIER, PERSON, UNCERTAIN),
        fault="commit_then_502",
        home="home3",
    ),
    Play("crash-end", _SUBMIT, _codes(BUG, DOSSIER, PERSON), crash="end"),
    Play("submit", (*_SUBMIT, "--json"), _codes(DOSSIER, PERSON)),
    Play("submit-events", (*_SUBMIT, "--events"), _codes(DOSSIER, PERSON)),
)
AFTERWARDS = (
    Play("status", ("status",), _codes(0, PERSON)),
    Play("status-json", ("status", "--json"), _codes(0, PERSON)),
    Play("status-html", ("status", "OUT/status.html", "--html"), _codes(0)),
    Play("slip", ("slip", "IN", "--out", "OUT/slip.pdf"), _codes(0, DOSSIER, PERSON)),
    Play("desk-list", ("desk", "list", *_AT, "--officer", "motcua", "-vv"), _codes(0)),
    Play("desk-json", ("desk", "list", *_AT, "--officer", "motcua", "--json"), _codes(0)),
    Play("desk-receive",
         ("desk", "receive", "--all", "--yes", *_AT, "--officer", "motcua", "--json"),
         _codes(0)),
    Play("track", ("track", *_AT, "-vv"), _codes(0, 2, DOWN, PERSON)),
    Play("supersede", ("submit", "IN", *_AT, "--supersede"), _codes(0, 2, DOSSIER)),
    Play("report", ("report", "--from", "2026-01-01", "--to", "2026-12-31", "--out", "OUT/r.html"),
         _codes(0, 2)),
)  # fmt: skip


def set_the_stage(made: Iterable[CanaryDossier], folder: Path) -> None:
    """Puts beside each good dossier four that are refused.

    One with wrong values, the same as a row of a workbook, one that no parser understands, one
    with its name for a key; each is called after the citizen, as the good ones are.
    """
    for dossier in made:
        own = folder / dossier.slug
        said = json.loads(dossier.path.read_text("utf-8"))
        person = said["applicant"]["full_name"]
        wrong = json.loads(json.dumps(said))
        wrong["applicant"]["birth_date"] = "31/02/1990"
        wrong["applicant"]["phone"] += "7"
        wrong["applicant"]["citizen_id"] += "1"
        _write(own / f"{person} sai ngày.json", wrong)
        _write(own / f"{person} lệch mục.json", {**said, person: said["applicant"]["citizen_id"]})
        text = dossier.path.read_text("utf-8")
        (own / f"{person} hỏng.json").write_text(text[: len(text) * 3 // 4], "utf-8")
        shutil.copyfile(dossier.path, own / f"{person}.json.txt")
        # A row says no papers: they are named from the workbook's folder, as in the file.
        row = {key: value for key, value in wrong.items() if key != "papers"}
        workbook(own / f"{person}.xlsx", dossier.slug, [row])


def _write(path: Path, said: object) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")


def chosen(plays: Sequence[Play], names: Iterable[str]) -> list[Play]:
    """Those of these names, in their order."""
    wanted = set(names)
    return [play for play in plays if play.name in wanted]
