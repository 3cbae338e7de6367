"""Every byte of a file, those within archives, databases, documents and workbooks among them."""

from __future__ import annotations

import gzip
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdf

_DEEPEST = 4


def opened(name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The content, and whatever is packed in it, each with its place."""
    yield name, content
    if depth >= _DEEPEST:
        return
    for inner, unpacked in _inside(content):
        yield from opened(f"{name}!{inner}", unpacked, depth + 1)


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Of every file below a folder its name and its content; of a link what it points to."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield name, str(path.readlink()).encode()
        elif path.is_file():
            yield from opened(name, path.read_bytes())


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for one in archive.infolist():
                yield one.filename, archive.read(one)
    elif content.startswith(b"\x1f\x8b"):
        yield "gz", gzip.decompress(content)
    elif content.startswith(b"SQLite format 3\0"):
        yield from _rows(content)
    elif content.startswith(b"%PDF-"):
        yield from _pages(content)
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=BytesIO(content)) as archive_:
            for member in archive_:
                if (file := archive_.extractfile(member)) is not None:
                    yield member.name, file.read()


def _rows(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each column by itself: the bytes of a page may cut a value in two."""
    # One with a log of its own beside it is no database in memory: its head says that it has none.
    alone = content[:18] + b"\1\1" + content[20:]
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(alone)
            tables = [name for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'")]  # fmt: skip
        except sqlite3.Error:
            return
        for table in tables:
            rows = database.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in rows.description]
            columns: list[list[bytes]] = [[] for _ in names]
            for row in rows:
                for at, value in enumerate(row):
                    columns[at].append(value if isinstance(value, bytes) else str(value).encode())
            yield from (
                (f"{table}.{n}", b"\n".join(c)) for n, c in zip(names, columns, strict=True)
            )


def _pages(content: bytes) -> Iterator[tuple[str, bytes]]:
    reader = pypdf.PdfReader(BytesIO(content))
    for number, page in enumerate(reader.pages, 1):
        yield f"page {number}", page.extract_text().encode()
        if (stream := page.get_contents()) is not None:
            yield f"stream {number}", stream.get_data()
    for key, value in (reader.metadata or {}).items():
        yield key, str(value).encode()
    for file, contents in reader.attachments.items():
        for each in contents:
            yield file, each
