"""Citizens with accounts, and their sessions at the portal."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .units import DATA, OF_2022, Tree, now_in, path_by_names

PASSWORD = "Mat-khau-123"  # noqa: S105 the fixed citizens' password, printed in the README
IDLE_LIMIT = timedelta(minutes=30)


@dataclass(slots=True)
class Account:
    """One citizen's account; `residence` holds the codes down to the commune."""

    username: str
    full_name: str
    sex: str
    birth_date: str
    citizen_id: str
    phone: str
    email: str
    residence: tuple[str, str, str]
    detail: str
    salt: str = ""
    digest: str = ""

    def set_password(self, password: str) -> None:
        self.salt = secrets.token_hex(8)
        self.digest = _digest(self.salt, password)

    def accepts(self, password: str) -> bool:
        return secrets.compare_digest(self.digest, _digest(self.salt, password))

    def fact(self, name: str) -> str:
        """A value as the submitter block shows it."""
        return (
            vietnamese_date(self.birth_date) if name == "birth_date" else str(getattr(self, name))
        )

    def home(self, tree: Tree) -> dict[str, str]:
        """The residence by the levels of a tree, and what is written before it."""
        path = now_in(self.residence, tree)
        return dict(zip((level for level, _ in tree.levels), path, strict=True)) | {
            "detail": self.detail
        }

    @property
    def address(self) -> str:
        return f"{self.detail}, {OF_2022.full_name(self.residence)}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Account:
        return cls(**{**raw, "residence": tuple(raw["residence"])})


@dataclass(slots=True)
class Flash:
    """One message in the toast frame: `success` and `error` look nearly the same."""

    kind: str
    text: str


@dataclass(slots=True)
class Session:
    """A visitor's cookie, signed in or not."""

    id: str
    last_seen: datetime
    csrf: str = field(default_factory=lambda: secrets.token_hex(16))
    username: str | None = None
    # The user name of an officer, on the office's own pages.
    officer: str = ""
    # The sign-in of several modals that is going on, by its id.
    sign_in: str = ""
    failed_sign_ins: int = 0
    expired: bool = False
    flashes: list[Flash] = field(default_factory=list)
    # What a platform remembers of an account being opened.
    registration: object = None

    def renew_token(self) -> None:
        self.csrf = secrets.token_hex(16)

    def flash(self, kind: str, text: str) -> None:
        self.flashes.append(Flash(kind, text))

    def take_flashes(self) -> list[Flash]:
        taken, self.flashes = self.flashes, []
        return taken


def vietnamese_date(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def fixed_citizens() -> list[Account]:
    """The citizens who exist in every new world."""
    raw = json.loads((DATA / "citizens.json").read_text("utf-8"))
    return [_citizen(entry) for entry in raw]


def _citizen(entry: dict[str, Any]) -> Account:
    province, district, commune, detail = entry.pop("residence")
    account = Account(residence=path_by_names(province, district, commune), detail=detail, **entry)
    account.set_password(PASSWORD)
    return account


def _digest(salt: str, password: str) -> str:
    return hashlib.blake2b(password.encode(), key=salt.encode()).hexdigest()
