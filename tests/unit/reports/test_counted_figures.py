"""A report's numbers are those of the ledger, counted here by SQL and not by the same function."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock, registry
from portal_bot.errors import UsageError
from portal_bot.journal import Filing, Receipt, State
from portal_bot.moments import VIETNAM
from portal_bot.reports.compiled import AskedReport, compiled
from portal_bot.reports.figures import Figures, procedure_words
from portal_bot.reports.journals import read_home
from portal_bot.reports.saved_minutes import Minutes
from portal_bot.reports.span import Span
from portal_bot.run.home import JOURNAL, writing
from tests.support.drawn_journal import Year, draw

SLUGS = ("birth_registration", "marriage_registration", "copy_certification", "death_registration")
SPAN = Span.quarter(2, 2026)


def figures(*homes: Path, span: Span = SPAN, **how: Any) -> Figures:
    return compiled([read_home(home) for home in homes], AskedReport(span, **how))


def sql(home: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / JOURNAL)) as db:
        return db.execute(question, values).fetchall()


# The day that the portal named, of all that have a receipt.
FILED = (
    "SELECT procedure, substr(json_extract(receipt, '$[1]'), 1, 10) AS day, due, id, receipt "
    "FROM filings WHERE receipt IS NOT NULL AND day BETWEEN '2026-04-01' AND '2026-06-30'"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nha") / "quay-mot"
    draw(place, SLUGS, Year(700, seed=11, office=True))
    return place


def rows(made: Figures, key: str) -> dict[str, tuple[Any, ...]]:
    table = made.table(key)
    assert table is not None
    return {str(row[0]): row[1:] for row in table.rows}


def test_what_was_drawn_is_a_sound_journal(home: Path) -> None:
    with writing(home) as journal:
        assert not journal.unsound()
        assert len(journal.all()) == 700


def test_filed_by_procedure_domain_and_month(home: Path) -> None:
    ledger = sql(home, FILED)
    made = figures(home)
    assert ledger
    assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == len(ledger)
    by = Counter(procedure for procedure, *_ in ledger)
    found = rows(made, "by_procedure")
    assert {slug: found[procedure_words(slug).title][2] for slug in SLUGS} == dict(by)
    assert found["Cộng"][2] == len(ledger)
    domains = Counter(procedure_words(slug).domain for slug, *_ in ledger)
    told = rows(made, "by_domain")
    assert {d: told[d][0] for d in domains} == dict(domains)
    months = Counter(f"{day[5:7]}/{day[:4]}" for _, day, *_ in ledger)
    told = rows(made, "by_month")
    assert {m: told[m][0] for m in ("04/2026", "05/2026", "06/2026")} == dict(months)
    levels = Counter(registry.level(registry.flows()[slug]) for slug, *_ in ledger)
    told = rows(made, "by_level")
    assert told["Mức độ 4 (trực tuyến toàn trình)"][0] == levels[4]
    assert told["Mức độ 3 (trực tuyến một phần)"][0] == levels[3]


def test_states(home: Path) -> None:
    ledger = Counter(
        state
        for state, receipt, changed in sql(home, "SELECT state, receipt, changed_at FROM filings")
        if (json.loads(receipt)[1] if receipt else changed)[:7] in {"2026-04", "2026-05", "2026-06"}
    )
    told = rows(figures(home), "by_state")
    assert told["Đã nhận, đã đối chiếu"][0] == ledger["verified"]
    assert told["Không xong, chưa gửi"][0] == ledger["failed"]
    assert told["Cổng từ chối"][0] == ledger["rejected"]
    assert told["Cộng"][0] == ledger.total()


def test_money(home: Path) -> None:
    dues = [json.loads(due) for _, _, due, *_ in sql(home, FILED)]
    whole = sum(due[0] for due in dues)
    paid = sum(due[0] for due in dues if due[3])
    told = rows(figures(home), "money")["Cộng"]
    assert told[1:4] == (whole, paid, whole - paid)
    assert told[4] == sum(bool(due[0]) and not due[3] for due in dues)


def test_on_time_early_and_late(home: Path) -> None:
    question = (
        f"SELECT substr(json_extract(detail, '$.since'), 1, 10), json_extract(f.receipt, '$[2]') "
        f"FROM events e JOIN ({FILED}) f ON f.id = e.filing "
        "WHERE e.kind = 'office_state' AND json_extract(detail, '$.state') = 'Đã xử lý xong' "
        "AND substr(json_extract(detail, '$.since'), 1, 10) <= '2026-06-30'"
    )
    ledger = Counter(
        "early" if done < due[:10] else "on_time" if done == due[:10] else "late"
        for done, due in sql(home, question)
    )
    told = rows(figures(home), "by_level")["Cộng"]
    assert told[1:5] == (ledger.total(), ledger["early"], ledger["on_time"], ledger["late"])
    assert all(ledger[kind] for kind in ("early", "on_time", "late"))
    tracked = sql(
        home,
        f"SELECT count(DISTINCT f.id) FROM ({FILED}) f JOIN events e ON e.filing = f.id "
        "WHERE e.kind = 'office_state'",
    )[0][0]
    assert told[7] == told[0] - tracked
    assert sum(told[n] for n in (1, 5, 6, 7)) == told[0]


def test_troubles(home: Path) -> None:
    ledger = sql(
        home,
        "SELECT json_extract(detail, '$.code'), count(*), count(DISTINCT filing) FROM events "
        "WHERE kind IN ('failed', 'rejected', 'needs_human', 'uncertain') "
        "AND substr(at, 1, 10) BETWEEN '2026-04-01' AND '2026-06-30' GROUP BY 1",
    )
    told = rows(figures(home), "troubles")
    assert len(told) == len(ledger)
    assert sorted((row[0], row[1]) for row in told.values()) == sorted(
        (times, those) for _, times, those in ledger
    )
    assert all(row[2] + row[3] == row[1] for row in told.values())


def test_people_on_duty(home: Path) -> None:
    ledger = dict(
        sql(
            home,
            f"SELECT json_extract(e.detail, '$.volunteer'), count(*) FROM ({FILED}) f "
            "LEFT JOIN events e ON e.filing = f.id AND e.kind = 'on_duty' GROUP BY 1",
        )
    )
    told = {name: row[0] for name, row in rows(figures(home), "by_volunteer").items()}
    assert told.pop("chưa ghi người trực") == ledger.pop(None)
    assert told == ledger


def test_minutes_are_what_was_measured(home: Path) -> None:
    made = figures(home, minutes=Minutes(30, 5))
    filed = len(sql(home, FILED))
    assert rows(made, "minutes")["Cộng"][-1] == 25 * filed
    assert "đo tại quầy" in made.minutes
    assert "giả định" in figures(home).minutes


def test_the_share_online_needs_the_papers_that_were_counted(home: Path) -> None:
    filed = len(sql(home, FILED))
    assert dict(figures(home).headline)["Tỷ lệ trực tuyến"] is None
    assert dict(figures(home, in_person=filed).headline)["Tỷ lệ trực tuyến"] == "50,0 %"


def test_what_is_not_tracked_is_never_nought(tmp_path: Path) -> None:
    draw(tmp_path / "h", SLUGS, Year(60, seed=3))
    made = figures(tmp_path / "h", span=Span.year(2026))
    told = dict(made.headline)
    assert told["Đã giải quyết"] is None
    assert told["Yêu cầu bổ sung"] is None
    table = made.table("by_procedure")
    assert table is not None
    assert "Quá hạn" not in table.headings


def test_a_month_without_dossiers_is_told(tmp_path: Path) -> None:
    start = datetime(2026, 5, 2, tzinfo=VIETNAM)
    draw(tmp_path / "h", SLUGS, Year(40, since=start, days=20))
    made = figures(tmp_path / "h")
    assert rows(made, "by_month")["04/2026"][0] == 0
    assert any("04/2026, 06/2026" in words for words in made.remarks)


def test_a_span_without_dossiers_is_a_report_too(home: Path) -> None:
    made = figures(home, span=Span.year(2019))
    assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == 0
    assert "Trong kỳ không có hồ sơ nào được nộp." in made.remarks


def one(home: Path, number: str, key: str, world: str = "", portal: str = "cong-tinh") -> None:
    fresh = Filing(f"PB-{key}", key, portal, SLUGS[0], "x.yaml", "", State.NEW)
    with clock.at(datetime(2026, 5, 5, 9, tzinfo=VIETNAM)), writing(home) as journal:
        begun = journal.begin(journal.open(fresh))
        owing = journal.intend(begun, click_deadline=clock.now())
        journal.receive(owing, Receipt(number, "2026-05-05T09:00:00+07:00"), how="answer")


def test_two_homes_with_one_dossier_count_it_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        one(tmp_path / name, "H45-0001", f"{name}1")
    one(tmp_path / "b", "H45-0002", "b2")
    made = figures(tmp_path / "a", tmp_path / "b")
    assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == 2
    assert any("1 hồ sơ có ở hai sổ" in words for words in made.remarks)
    table = made.table("by_journal")
    assert table is not None
    assert [row[1] for row in table.rows] == [1, 1, 2]


def test_a_home_and_its_older_copy_are_one(tmp_path: Path) -> None:
    home, copy = tmp_path / "h", tmp_path / "ban-sao"
    home.mkdir()
    with clock.at(datetime(2026, 5, 5, 9, tzinfo=VIETNAM)), writing(home) as journal:
        fresh = Filing("PB-a", "a", "cong-tinh", SLUGS[0], "x.yaml", "", State.NEW)
        begun = journal.begin(journal.open(fresh))
        shutil.copytree(home, copy)
    with clock.at(datetime(2026, 5, 6, 9, tzinfo=VIETNAM)), writing(home) as journal:
        owing = journal.intend(begun, click_deadline=clock.now())
        journal.receive(owing, Receipt("H45-1", "2026-05-06T09:00:00+07:00"), how="answer")
    for order in ((home, copy), (copy, home)):
        made = figures(*order)
        assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == 1
        assert rows(made, "by_state")["Cộng"][0] == 1


def test_a_clock_that_runs_backwards_is_told(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    with writing(tmp_path / "h") as journal:
        for day, key in ((10, "a"), (3, "b")):
            with clock.at(datetime(2026, 5, day, tzinfo=VIETNAM)):
                journal.open(Filing(f"PB-{key}", key, "p", SLUGS[0], "x", "", State.NEW))
    made = figures(tmp_path / "h")
    assert any("chạy lùi 1 lần" in words and "03/05/2026" in words for words in made.remarks)


def test_practice_is_never_counted_with_what_is_real(tmp_path: Path) -> None:
    home = tmp_path / "h"
    home.mkdir()
    one(home, "M-1", "m", portal="mock")
    assert figures(home).practice
    one(home, "H45-1", "r")
    made = figures(home)
    assert not made.practice
    assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == 1
    assert any("1 hồ sơ nộp thử" in words for words in made.remarks)


def test_a_row_that_other_hands_changed_is_not_counted(tmp_path: Path) -> None:
    home = tmp_path / "h"
    home.mkdir()
    one(home, "H45-1", "a")
    one(home, "H45-2", "b")
    with closing(sqlite3.connect(home / JOURNAL)) as db:
        db.execute("UPDATE filings SET procedure = 'death_registration' WHERE key = 'a'")
        db.commit()
    made = figures(home)
    assert dict(made.headline)["Hồ sơ nộp trong kỳ"] == 1
    assert any("bị sửa từ bên ngoài" in words for words in made.remarks)


def test_the_journal_is_left_as_it_was(home: Path) -> None:
    before = sql(home, "SELECT * FROM filings"), sql(home, "SELECT * FROM events")
    figures(home)
    assert (sql(home, "SELECT * FROM filings"), sql(home, "SELECT * FROM events")) == before


def test_a_folder_without_a_journal_is_said_so_and_stays_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không có sổ nhật ký"):
        read_home(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_checks_refused_is_counted_by_kind(tmp_path: Path) -> None:
    home = tmp_path / "h"
    home.mkdir()
    one(home, "H45-1", "a")
    for number, month in enumerate(("04", "05", "09")):
        folder = home / "reports" / f"r{number}"
        folder.mkdir(parents=True)
        told = {
            "at": f"2026-{month}-03T08:00:00+07:00",
            "portal": "cong-tinh",
            "dossiers": 2,
            "problems": [
                {"procedure": SLUGS[0], "code": "missing", "count": 3},
                {"procedure": SLUGS[0], "code": "paper_locked", "count": 1},
            ],
        }
        (folder / "problems.json").write_text(json.dumps(told), "utf-8")
    (home / "reports" / "r0" / "batch.csv").write_text("x", "utf-8")
    (home / "reports" / "hong").mkdir()
    (home / "reports" / "hong" / "problems.json").write_text("{", "utf-8")
    made = figures(home)
    assert {kind: row[0] for kind, row in rows(made, "before_filing").items()} == {
        "Bỏ trống mục bắt buộc": 6,
        "Giấy tờ, bản quét chưa đạt": 2,
    }
    table = made.table("before_filing")
    assert table is not None
    assert "4 lượt hồ sơ" in table.note


@pytest.mark.parametrize(
    ("span", "title", "months"),
    [
        (Span.quarter(4, 2026), "quý IV năm 2026", 3),
        (Span.year(2028), "năm 2028", 12),
        (Span(datetime(2028, 2, 1).date(), datetime(2028, 2, 29).date()),  # noqa: DTZ001 - a day
         "tháng 2 năm 2028", 1),
        (Span(datetime(2026, 12, 15).date(), datetime(2027, 1, 14).date()),  # noqa: DTZ001 - a day
         "từ 15/12/2026 đến 14/01/2027", 2),
    ],
)  # fmt: skip
def test_a_span_is_called_what_it_is(span: Span, title: str, months: int) -> None:
    assert span.title == title
    assert len(span.months) == months
