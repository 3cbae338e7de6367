"""What a portal's profile is made of: each a table of its TOML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from portal_bot.practice import is_loopback

# What browser, resolver and keyring read alike: no wildcard, no letter that only looks like one.
_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"|[0-9a-f:]*:[0-9a-f:.]*"
)


def safe_address(address: str) -> str:
    """The address, if a password may go there: https, or this machine.

    Raises:
        ValueError: it is none, or anybody on the way could read along.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"“{address}” không phải địa chỉ") from error
    bare = not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or not bare:
        raise ValueError(f"“{address}” phải như https://cong.example, không kèm gì khác")
    plain = address.isprintable() and " " not in address
    bracketed = "[" in parts.netloc
    if not plain or not _HOST.fullmatch(parts.hostname) or bracketed != (":" in parts.hostname):
        raise ValueError(
            f"“{address}”: tên máy chỉ gồm chữ không dấu, số, dấu chấm và gạch nối; tên có dấu thì "
            "ghi dạng xn--…"
        )
    if parts.scheme == "http" and not is_loopback(address):
        raise ValueError(
            f"“{address}” phải bắt đầu bằng https://; http:// chỉ cho máy này, vì ai ở giữa cũng "
            "đọc được mật khẩu và hồ sơ"
        )
    return address


def origin_of(address: str) -> str:
    """Scheme, host and port of a safe address, always written the same: passwords are kept so."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = parts.port in {None, {"http": 80, "https": 443}[parts.scheme]}
    return f"{parts.scheme}://{host}" if usual else f"{parts.scheme}://{host}:{parts.port}"


class ProfilePart(BaseModel):
    """A table of a profile: what is not known there is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


def _hours(text: Any) -> Any:
    """``07:30-11:30`` as two times of the day.

    Raises:
        ValueError: it is not two times, the earlier first.
    """
    if not isinstance(text, str):
        return text
    opens, _, closes = text.partition("-")
    try:
        span = (time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    except ValueError as error:
        raise ValueError(f"“{text}” phải như 07:30-11:30") from error
    if span[0] >= span[1]:
        raise ValueError(f"“{text}”: giờ sớm hơn đứng trước")
    return span


Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]


class AgencyPath(ProfilePart):
    """Where dossiers are filed when they do not say it: the desk's own commune.

    Attributes:
        district: left out where the portal has none: since 1 July 2025.
    """

    province: str
    district: str = ""
    commune: str

    @classmethod
    def of(cls, levels: Sequence[str]) -> AgencyPath:
        """Of an office as it is sent (`Locality.sent`)."""
        return cls(province=levels[0], district="".join(levels[1:-1]), commune=levels[-1])


class Uploads(ProfilePart):
    """The portal's limits for scans.

    Attributes:
        max_mb: of one file, in megabytes of 1024 x 1024 bytes.
        max_files: in one row of the papers table.
        types: the endings it takes.
        max_total_mb: of all scans of a dossier; left out: the portal says nothing of it.
    """

    max_mb: float = Field(gt=0, allow_inf_nan=False)
    max_files: int = Field(ge=1)
    types: tuple[str, ...] = Field(min_length=1)
    max_total_mb: float | None = Field(default=None, gt=0, allow_inf_nan=False)

    @field_validator("types")
    @classmethod
    def _plain(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.strip().lower().removeprefix(".") for one in types)


class Post(ProfilePart):
    """What the public post does with results; its fee is the citizen's own.

    Attributes:
        days: so many working days after the appointed day the letter is there.
    """

    days: int = Field(ge=0, le=60)


class CounterFacts(ProfilePart):
    """The counter of the portal's own agency, and how a dossier is followed: for the slip.

    What is left out is not told. What nobody at the office has confirmed is told as inferred.

    Attributes:
        name: what people call it, for example ``Bộ phận Một cửa UBND xã Hòa Thành``.
        address: where it is.
        phone: who answers there about dossiers.
        hours: when it is open, for example ``07:30-11:30``.
        days: on which days, in words.
        post_fee: what the post takes for a letter, in words.
        look_up: where anybody sees how a dossier stands, with ``{number}`` in its place: a whole
            address, or a path of the portal's own.
        inferred: the names of those above that nobody has confirmed.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    hours: tuple[Hours, ...] = ()
    days: str = ""
    post_fee: str = ""
    look_up: str = Field("", pattern=r"^(?:(?:/|https?://)[^{}\s]*\{number\}[^{}\s]*)?$")
    inferred: tuple[
        Literal["name", "address", "phone", "hours", "days", "post_fee", "look_up"], ...
    ] = ()


class PortalTiming(ProfilePart):
    """Seconds. What reconciliation waits for, and how long a click stays allowed.

    Attributes:
        click_deadline_s: from the intent on; a click that comes later is not sent.
        answer_timeout_s: how long the answer to the commit request is waited for.
        max_commit_delay_s: the longest time between that request and the stored dossier.
        list_lag_s: how far the account's list may lag behind. `None`: nobody knows, and then the
            list's silence proves nothing: a person decides.
    """

    click_deadline_s: float
    answer_timeout_s: float
    max_commit_delay_s: float
    list_lag_s: float | None = None


class Politeness(ProfilePart):
    """How much one run may ask of the portal: other people wait for it too.

    Attributes:
        sessions: how many dossiers at once, at most.
        gap_s: the smallest time between two submissions, in seconds.
        hours: when dossiers may be filed, Vietnam's time, for example ``07:30-11:30``; empty:
            always. The run waits until then.
        working_days_only: neither at weekends nor on public holidays.
        failures: so many technical failures in a row stop the run.
        slow_factor: answers so many times slower than the portal's own median halve the sessions.
        slow_s: and at least so many seconds slower: what is quick anyway is no sign of trouble.
    """

    sessions: int = Field(default=2, ge=1)
    gap_s: float = Field(default=0.0, ge=0)
    hours: tuple[Hours, ...] = ()
    working_days_only: bool = False
    failures: int = Field(default=3, ge=1)
    slow_factor: float = Field(default=3.0, gt=1)
    slow_s: float = Field(default=1.0, ge=0)


class Sources(ProfilePart):
    """What is known of a portal that nobody has filed at with this program, and what is not.

    Each a sentence for people. A portal with anything inferred or unknown is *unverified*, and
    whoever goes there is told so.

    Attributes:
        seen: what public evidence shows.
        inferred: what only follows from it.
        unknown: what nobody has found out.
    """

    seen: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
