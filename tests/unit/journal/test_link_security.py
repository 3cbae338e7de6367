"""A database elsewhere is reached through TLS, or not at all."""

from __future__ import annotations

import pytest

pytest.importorskip("psycopg", reason="the extra `cluster` is not installed")

from psycopg.conninfo import conninfo_to_dict

from portal_bot.batch.cluster.engine import sqlalchemy_url
from portal_bot.errors import SetupError
from portal_bot.journal.link_security import secured

HERE = [
    "postgresql:///queue",
    "postgresql://localhost/queue",
    "postgresql://127.0.0.1:5433/queue?sslmode=disable",
    "postgresql://[::1]/queue",
    "postgresql:///queue?host=/var/run/postgresql",
    "host=/tmp dbname=queue sslmode=disable",
]
ELSEWHERE = [
    "postgresql://db.example/queue",
    "postgresql://192.168.1.5/queue",
    "postgresql://localhost,db.example/queue",
    "postgresql://localhost.evil.example/queue",
    "postgresql://localhost/queue?hostaddr=10.0.0.5",
    "host=db.example dbname=queue",
    "service=queue",
]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("url", HERE)
def test_on_this_machine_it_stays_as_it_is(url: str) -> None:
    assert secured(url) == url


@pytest.mark.parametrize("url", ELSEWHERE)
def test_elsewhere_tls_is_demanded(url: str) -> None:
    assert conninfo_to_dict(secured(url))["sslmode"] == "require"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "nonsense"])
def test_who_says_otherwise_is_refused(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="không mã hóa"):
        secured(f"postgresql://db.example/queue?sslmode={mode}")
    monkeypatch.setenv("PGSSLMODE", mode)
    with pytest.raises(SetupError, match="không mã hóa"):
        sqlalchemy_url("postgresql://db.example/queue")


def test_the_environment_may_say_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    assert "sslmode=require" in sqlalchemy_url("postgresql:///queue")


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_what_is_safe_stays(mode: str) -> None:
    url = f"postgresql://db.example/queue?sslmode={mode}"
    assert secured(url) == url
