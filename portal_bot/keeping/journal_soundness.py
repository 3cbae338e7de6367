"""Whether a journal's file is one of ours and whole: tables, what it says of itself, copies.

What stands in its rows has seals of its own; here is what no row's seal covers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

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
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(TABLES + ROLL)
        return _differing_shape(made, db)


def _differing_shape(made: sqlite3.Connection, db: sqlite3.Connection) -> list[str]:
    known, there = _objects(made), _objects(db)
    gone = {name for name in known.keys() - there.keys() if known[name]}
    wrong = [f"mất bảng {name}" for name in sorted(gone) if _meta(db).get("schema") not in OLDER]
    wrong += [f"thêm {name}" for name in sorted(there.keys() - known.keys())]
    for name in sorted(known.keys() & there.keys()):
        ours, theirs = known[name], there[name]
        wrong += [f"thêm cột {name}.{column}" for column in sorted(theirs.keys() - ours.keys())]
        # Without its bounds a table takes a second row for one dossier, or one that says nothing.
        wrong += [
            f"đổi ràng buộc của {name}.{column}"
            for column in sorted(ours.keys() & theirs.keys())
            if ours[column] != theirs[column]
        ]
        if _unique(db, name) != _unique(made, name):
            wrong.append(f"đổi ràng buộc của bảng {name}")
    return wrong


def _objects(db: sqlite3.Connection) -> dict[str, dict[str, tuple[Any, ...]]]:
    """All that there is by its name; of a table its columns with their bounds."""
    found = db.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE ?", (_ITS_OWN,))
    columns = (
        'SELECT name, upper(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
    )
    return {
        str(name): {str(column): tuple(bounds) for column, *bounds in db.execute(columns, (name,))}
        for (name,) in found.fetchall()
    }


def _unique(db: sqlite3.Connection, table: str) -> set[tuple[str, ...]]:
    """Of what columns a table takes no two rows that are the same."""
    indexes = 'SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial'
    columns = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
    return {
        tuple(str(column) for (column,) in db.execute(columns, (name,)))
        for (name,) in db.execute(indexes, (table,)).fetchall()
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
