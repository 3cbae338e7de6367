"""What is played: every verb that meets a dossier, and every way in which it may fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.leaks.canary import CanaryDossier
from tests.leaks.elsewhere import asks_for_papers, card, has_channels, keeps_the_queue
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
        fault="two_records commit_then_drop",
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
    Play("supplement", ("track", "--supplement", "ONE", *_AT, "--json", "-vv"),
         _codes(0, DOSSIER, PERSON), before=asks_for_papers),
    Play("track-asked", ("track", *_AT, "--json", "-vv", "--now"), _codes(0, DOWN, PERSON)),
    Play("notices", ("track", *_AT, "--notify", "--dry", "OUT/notices.txt", "-vv", "--now"),
         _codes(0, DOWN, PERSON), before=has_channels),
    Play("notices-down", ("track", *_AT, "--notify", "-vv", "--now"), _codes(0, DOWN, PERSON)),
    Play("register", ("register", "ONE", *_AT, "-vv"), _codes(0, DOSSIER, REJECTED, PERSON)),
    Play("card", ("new", "khai sinh", "--card", "CARD", "--out", "OUT/new-card.yaml"),
         _codes(0, DOSSIER), before=card),
    Play("card-role", ("new", "khai sinh", "--card", "CARD", "--as", "ai-do"), _codes(2, DOSSIER)),
    Play("resolve", ("resolve", "ID", *_AT), _codes(2, UNCERTAIN), home="home3"),
    Play("resolve-json", ("resolve", "ID", "--json", *_AT), _codes(2, UNCERTAIN), home="home3"),
    Play("resolved", ("resolve", "ID", "--received", "H45.22243-261122-0001", "--by", "Trực ban",
         "--json", "-vv", *_AT), _codes(0, 2, DOSSIER, CHANGED, REJECTED, PERSON, UNCERTAIN),
         home="home3"),
    Play("open", ("open", "ID", "--what", "all", "--portal", "mock"), _codes(0)),
    Play("open-json", ("open", "ONE", "--json", "--portal", "mock"), _codes(0, 2, PERSON)),
    Play("export", ("export", "ID", "--out", "OUT/export"), _codes(0)),
    Play("export-zip", ("export", "ONE", "--out", "OUT/export.zip", "--json"), _codes(0, 2)),
    Play("verify", ("verify",), _codes(0)),
    Play("verify-json", ("verify", "--json"), _codes(0)),
    Play("key-change", ("key", "--change", "--json"), _codes(0)),
    Play("verify-changed", ("verify",), _codes(0)),
    Play("doctor", ("doctor",), _codes(0, 12)),
    Play("purge-refused", ("purge", "--state", "received", "--state", "verified"), _codes(PERSON)),
    # Of the other home: what is kept in the first is searched as it lies.
    Play("purge", ("purge", "--state", "received", "--state", "verified", "--yes", "--json"),
         _codes(0, PERSON), home="home2"),
    Play("verify-purged", ("verify",), _codes(0), home="home2"),
)  # fmt: skip
# Where there is a shared queue: a desk, a machine, the desk again.
QUEUED = (
    Play("queue-submit", ("submit", "IN", "--queue", "QUEUE", "--no-wait", *_AT, "-vv", "--yes"),
         _codes(0, DOSSIER, PERSON), home="home4"),
    Play("queue-worker", ("worker", "--queue", "QUEUE", "--name", "m1", "-vv"), _codes(0),
         home="home5", seconds=60, before=keeps_the_queue),
    Play("queue-status", ("status", "IN", "--queue", "QUEUE", "--json"), _codes(0, PERSON),
         home="home4", before=keeps_the_queue),
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
