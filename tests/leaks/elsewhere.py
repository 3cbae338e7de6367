"""What others do between two plays: the office asks, a card is photographed, a queue is set up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg

from portal_bot.dossier.dates import parse_date
from portal_bot.run.home import reading
from tests.leaks.canary import STRANGER
from tests.leaks.playing import Stage
from tests.support.drawn_cards import snapshot
from tests.support.postgres import binaries, running_server

CARD = "card.jpg"
# Nothing of the engine's own: its tables hold ids and words of ours, and are searched as well.
_TABLES = """SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"""


def card(stage: Stage) -> None:
    """A photograph of the first citizen's card lies in the folder of what is asked for."""
    person = json.loads(stage.one().read_text("utf-8"))["applicant"]
    born = f"{parse_date(person['birth_date']):%d%m%Y}"
    sex = "Nữ" if int(person["citizen_id"][3]) % 2 else "Nam"
    line = (person["citizen_id"], "", person["full_name"], born, sex)
    picture = snapshot("|".join((*line, "Cồn Khoằm Ruổi 473, Hòa Thành", "01012022")))
    (stage.dossiers / CARD).write_bytes(picture)


def asks_for_papers(stage: Stage) -> None:
    """The office asks for a paper in the citizen's name, and the clerk adds one."""
    dossier = stage.one()
    said = json.loads(dossier.read_text("utf-8"))
    with reading(stage.root / "home") as journal:
        numbers = [f.receipt.number for f in journal.all() if f.receipt and f.path == str(dossier)]
    key, scans = next(iter(said["papers"].items()))
    told = {
        "action": "request_supplement",
        "note": f"Bản quét của {said['applicant']['full_name']} mờ; hỏi bà {STRANGER.value}",
    }
    for number in numbers:
        asked = httpx.get(f"{stage.address}/__mock__/submissions").raise_for_status().json()
        rows = [p["row"] for s in asked if s["number"] == number for p in s["papers"]]
        answer = httpx.post(
            f"{stage.address}/__mock__/officer/{number}", json={**told, "papers": rows[:1]}
        )
        answer.raise_for_status()
    first = dossier.parent / scans[0]
    extra = first.with_name(f"{first.stem} bo sung{first.suffix}")
    shutil.copyfile(first, extra)
    said["papers"][key] = [*scans, f"{first.parent.name}/{extra.name}"]
    dossier.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")


def has_channels(stage: Stage) -> None:
    """The home knows how to send notices, to nobody real."""
    home = stage.root / "home"
    file = home / "kenh.toml"
    file.write_text(
        "email = 'mailto://u:p@127.0.0.1:1?to={email}'\nsms = 'json://127.0.0.1:1/{phone}'\n",
        "utf-8",
    )
    file.chmod(0o600)
    (home / "settings.toml").write_text("notices = 'kenh.toml'\n", "utf-8")


@contextmanager
def queue(stage: Stage) -> Iterator[bool]:
    """A shared queue for as long as this lasts; false: there is no PostgreSQL here."""
    found = binaries()
    if found is None:
        yield False
        return
    with running_server(found) as server:
        stage.queue = server.database("leaks")
        yield True


def keeps_the_queue(stage: Stage) -> None:
    """All that stands in the queue's tables is to be seen."""
    with psycopg.connect(stage.queue, autocommit=True) as connection:
        for (table,) in connection.execute(_TABLES).fetchall():
            rows = connection.execute(f"SELECT * FROM {table}".encode()).fetchall()
            told = (_as_it_lies(value) for row in rows for value in row)
            stage.seen.setdefault(f"queue {table}", set()).update(told)


def _as_it_lies(value: object) -> str:
    """PostgreSQL would print bytes as hexadecimal digits, in which nobody finds a name."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else f"{value}"
