"""A portal: one site of a platform, described as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import time
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from portal_bot import clock, files, settings
from portal_bot.errors import UsageError
from portal_bot.papers.limits import MEGABYTE, Limits, strictest
from portal_bot.practice import is_loopback
from portal_bot.reasons import in_words, of_model
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.dossier.places import Agency as Office

MOCK = "mock"
ENDING = ".toml"
NUMBER = "{number}"
# A profile is a page; one more than that of whatever was named is read at most.
_LARGEST = 1_000_000


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


def _hours(text: Any) -> Any:
    """``07:30-11:30`` as two times of the day.

    Raises:
        ValueError: it is not two times, the earlier first.
    """
    if not isinstance(text, str):
        return text
    opens, _, closes = text.partition("-")
    span = (time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    if span[0] >= span[1]:
        raise ValueError(f"{text}: the earlier time stands first")
    return span


Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]


class AgencyPath(_Part):
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


class Uploads(_Part):
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


class Post(_Part):
    """What the public post does with results; its fee is the citizen's own.

    Attributes:
        days: so many working days after the appointed day the letter is there.
    """

    days: int = Field(ge=0, le=60)


class CounterFacts(_Part):
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


class PortalTiming(_Part):
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


class Politeness(_Part):
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


class Portal(_Part):
    """One portal. `practice` marks the mock: its evidence says THỬ NGHIỆM.

    Attributes:
        reference_field: the label of the platform's free note that carries our reference; `None`
            where the portal has none: then a lost answer is looked up by what was filed.
        communes: the year whose communes its lists hold: 2022, or 2025 after the mergers.
        post: what the post adds to the appointed day; `None`: nobody has said.
        counter: what the citizen is told of the counter.
    """

    name: str
    title: str
    platform: str
    address: str
    practice: bool = False
    proved: str
    code_pattern: str
    reference_field: str | None = None
    communes: Literal[2022, 2025] = 2022
    browser_channel: str | None = None
    agency: AgencyPath
    uploads: Uploads
    timing: PortalTiming
    politeness: Politeness = Politeness()
    post: Post | None = None
    counter: CounterFacts = CounterFacts()
    allowed_origins: tuple[str, ...] = ()

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The places the browser may go to: the portal's own, and those it names."""
        parts = urlsplit(self.address)
        return (f"{parts.scheme}://{parts.netloc}", *self.allowed_origins)

    @cached_property
    def limits(self) -> Limits:
        """What it takes of scans."""
        uploads, total = self.uploads, self.uploads.max_total_mb
        return Limits(
            max_bytes=int(uploads.max_mb * MEGABYTE),
            max_files=uploads.max_files,
            types=uploads.types,
            max_total=None if total is None else int(total * MEGABYTE),
            whose=self.title,
        )

    @cached_property
    def number(self) -> re.Pattern[str]:
        """What a dossier number of this portal looks like."""
        return re.compile(self.code_pattern)

    def url(self, path: str) -> str:
        return self.address.rstrip("/") + path

    @property
    def days_of_post(self) -> int | None:
        """How much later the post brings a result; `None`: nobody has said."""
        return self.post.days if self.post else None

    @property
    def office(self) -> Office:
        """With whom a dossier is filed that does not say.

        Raises:
            Refused: the profile names none that there is.
        """
        from portal_bot.dossier.places import agency  # all communes: the browser's start is first

        own = self.agency
        return agency(own.commune, own.district, own.province, tree=self.communes)

    def is_at(self, agency: AgencyPath) -> bool:
        """Whether the counter is this agency's, and not another commune's."""
        return agency in {self.agency, AgencyPath.of(self.office.sent)}

    def look_up(self, number: str, origin: str = "") -> str:
        """Where anybody sees how this dossier stands; empty: nobody has said.

        Args:
            number: the dossier number.
            origin: where the portal was when it was filed; empty: as the profile says.
        """
        asked = self.counter.look_up.replace(NUMBER, quote(number, safe=""))
        return f"{(origin or self.address).rstrip('/')}{asked}" if asked[:1] == "/" else asked

    def insist_on_real_time(self) -> None:
        """Called before anything is decided or sent there.

        Raises:
            SetupError: our clock is set (`portal_bot.clock`) and this portal is not on this
                machine.
        """
        if not (self.practice or is_loopback(self.address)):
            clock.refuse_if_set()


def names() -> list[str]:
    """The names of the portals this version knows."""
    folder = resources.files("portal_bot.portals") / "profiles"
    return sorted(
        f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")
    )


def load(name: str) -> Portal:
    """Reads one portal's profile: one of ours by its name, or a file of your own by its path.

    Raises:
        UsageError: there is none of this name, or the file is no profile.
    """
    if name.endswith(ENDING):
        return _from_file(Path(name))
    if name not in names():
        raise UsageError(f"không có cổng “{name}”; các cổng đã biết: {', '.join(names())}")
    text = (resources.files("portal_bot.portals") / "profiles" / f"{name}.toml").read_text("utf-8")
    return Portal.model_validate(tomllib.loads(text))


def limits_of(name: str | None) -> Limits:
    """What a portal takes of scans; where none is named, what every portal we know takes.

    Raises:
        UsageError: there is none of this name.
    """
    if name := name or settings.value(settings.PORTAL):
        return load(name).limits
    known = [load(each) for each in names()]
    # All of them name their limits themselves; who is told should know whose these are.
    whose = "cổng đã biết chặt nhất" if len(known) > 1 else known[0].title
    return strictest([portal.limits for portal in known], whose)


def office_of(name: str | None) -> Office | None:
    """With whom a dossier is filed there that does not say; `None` where no portal is named.

    Raises:
        UsageError: there is none of this name.
    """
    name = name or settings.value(settings.PORTAL)
    if name is None:
        return None
    return load(name).office


def days_of_post(name: str | None) -> int | None:
    """How much later the post brings a result; where no portal is named, the longest we know.

    Raises:
        UsageError: there is none of this name.
    """
    if name := name or settings.value(settings.PORTAL):
        portals = [load(name)]
    else:
        portals = [load(each) for each in names()]
    return max((portal.post.days for portal in portals if portal.post), default=None)


def name_of(name: str | None) -> str | None:
    """What the journal calls a portal that was named, by its name or by a file."""
    name = name or settings.value(settings.PORTAL)
    return load(name).name if name else None


def _from_file(path: Path) -> Portal:
    name = shown(path)
    try:
        return Portal.model_validate(tomllib.loads(files.read(path, _LARGEST).decode()))
    except files.Unopened as error:
        raise UsageError(f"không đọc được tệp mô tả cổng {name}: {error.reason}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"tệp mô tả cổng {name} không phải văn bản UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"tệp mô tả cổng {path} không phải TOML: {in_words(error)}") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"`{'.'.join(map(str, one['loc']))}`: {of_model(dict(one))}" for one in error.errors()
        )
        raise UsageError(f"tệp mô tả cổng {path} chưa đúng: {wrong}") from error


def choose(name: str | None, url: str | None) -> Portal:
    """The portal a run files at: named, or the mock for an address on this machine.

    Args:
        name: `--portal` (a name, or the path of a TOML file), or `None`.
        url: `--portal-url`: replaces the portal's address and its allowed origin, or `None`.

    Raises:
        UsageError: neither says which portal, or there is none of this name.
        SetupError: the clock is set, and the portal is a real one.
    """
    name = name or settings.value(settings.PORTAL)
    if name is None and url is not None and is_loopback(url):
        name = MOCK
    if name is None:
        raise UsageError(
            f"chưa chọn cổng: thêm --portal TÊN (các cổng: {', '.join(names())}) hoặc đặt biến "
            f"{settings.PORTAL}. Không có cổng mặc định, để không ai nộp nhầm nơi"
        )
    portal = load(name)
    if portal.practice and not is_loopback(url or portal.address):
        raise UsageError(f"cổng thử nghiệm chỉ ở máy này, không ở {url or portal.address}")
    chosen = portal if url is None else portal.model_copy(update={"address": url.rstrip("/")})
    chosen.insist_on_real_time()
    return chosen
