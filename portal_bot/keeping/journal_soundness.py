"""Whether a journal's file is one of ours and whole: tables, what it says of itself, copies.

What stands in its rows has seals of its own; here is what no row's seal covers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from portal_bot.journal import Seal
from portal_bot.journal.backup import check_whole, copies_of_journal
from portal_bot.journal.roll import SQLITE as ROLL
from portal_bot.journal.rows import CLEAR, OLDER, SCHEMA, TABLES
from portal_bot.journal.schema import unsound_in
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.reasons import in_words
from portal_bot.strongbox import COVERED

# What SQLite keeps for itself.
_ITS_OWN = "sqlite_%"
_KNOWN = {"schema", "secret"}


def look_at_file(file: Path, seal: Seal | None, verdict: KeptVerdict) -> None:
    """What is wrong with the journal itself, before a program opens it and makes what is missing.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    with closing(_opened(file)) as db:
        check_whole(db)
        for words in (*_shape(db), *_of_itself(db, seal), *_numbers(db), *_ends(db, file)):
            verdict.add("changed", file, words)


def look_at_copies(file: Path, seal: Seal | None, verdict: KeptVerdict) -> None:
    """The copies of a journal, each by itself: one that was changed must not be restored."""
    for copy in copies_of_journal(file):
        verdict.pieces += 1
        try:
            with closing(_opened(copy)) as db:
                check_whole(db)
                wrong = [*_shape(db), *_of_itself(db, seal), *_numbers(db), *_ends(db, copy)]
                if seal is not None and _meta(db).get("secret") == seal.fingerprint:
                    wrong += [f"hồ sơ {name} bị sửa" for name in sorted(unsound_in(db, seal))]
        except sqlite3.DatabaseError as error:
            wrong = [f"hỏng ({in_words(error)})"]
        if wrong:
            told = "; ".join(wrong)
            verdict.add("changed", copy, f"bản sao của sổ: {told}. Đừng khôi phục từ nó; dời nó đi")


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)


def _meta(db: sqlite3.Connection) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in db.execute("SELECT name, value FROM meta")}


def _shape(db: sqlite3.Connection) -> list[str]:
    """Tables and columns that are not ours; a trigger or a view would be one, too."""
    with closing(sqlite3.connect(":memory:")) as ours:
        ours.executescript(TABLES + ROLL)
        known, there = _objects(ours), _objects(db)
    gone = {name for name in known.keys() - there.keys() if known[name]}
    wrong = [f"mất bảng {name}" for name in sorted(gone) if _meta(db).get("schema") not in OLDER]
    wrong += [f"thêm {name}" for name in sorted(there.keys() - known.keys())]
    for name in sorted(known.keys() & there.keys()):
        wrong += [f"thêm cột {name}.{column}" for column in sorted(there[name] - known[name])]
    return wrong


def _objects(db: sqlite3.Connection) -> dict[str, set[str]]:
    """All that there is by its name; of a table with its columns."""
    found = db.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE ?", (_ITS_OWN,))
    columns = "SELECT name FROM pragma_table_info(?)"
    return {
        str(name): {str(column) for (column,) in db.execute(columns, (name,))} for (name,) in found
    }


def _of_itself(db: sqlite3.Connection, seal: Seal | None) -> list[str]:
    """What it says of its version and its secret, which decide whether its seals are looked at."""
    told = _meta(db)
    version, secret = told.get("schema"), told.get("secret")
    wrong = [f"thêm dòng meta “{name}”" for name in sorted(told.keys() - _KNOWN)]
    if version not in {*CLEAR, str(SCHEMA)}:
        wrong.append("meta: phiên bản của sổ bị sửa")
    elif version in CLEAR and _is_covered(db):
        wrong.append("meta: sổ nói nó cũ hơn những gì trong nó")
    is_sealed = version not in OLDER or secret is not None
    if seal is not None and is_sealed and secret != seal.fingerprint:
        wrong.append("meta: dấu của thư mục bị sửa, hoặc đây là sổ của thư mục khác")
    return wrong


def _is_covered(db: sqlite3.Connection) -> bool:
    found = db.execute("SELECT 1 FROM filings WHERE path LIKE ? LIMIT 1", (f"{COVERED}%",))
    return found.fetchone() is not None


def _numbers(db: sqlite3.Connection) -> list[str]:
    """Lines are numbered one by one, and none is ever taken out."""
    count, first, last = db.execute("SELECT count(*), min(seq), max(seq) FROM events").fetchone()
    noted = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchall()
    if count and (first, last, noted) != (1, count, [(count,)]):
        return ["số thứ tự của các dòng lịch sử không liền: có dòng bị thêm, bớt hoặc đánh lại số"]
    return []


def _ends(db: sqlite3.Connection, file: Path) -> list[str]:
    """What hangs behind its last page is no page of it."""
    (page,) = db.execute("PRAGMA page_size").fetchone()
    return ["có thêm byte ở cuối tệp"] if file.stat().st_size % page else []
