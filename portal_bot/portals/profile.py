"""A portal: one site of a platform, described as data."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, PrivateAttr, field_validator, model_validator

from portal_bot import clock, settings
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.errors import UsageError
from portal_bot.papers.limits import MEGABYTE, Limits, strictest
from portal_bot.portals import profile_file
from portal_bot.portals.own_lists import OWN_LISTS, SOME_LIST
from portal_bot.portals.profile_parts import (
    AgencyPath,
    CounterFacts,
    Politeness,
    PortalTiming,
    Post,
    ProfilePart,
    Sources,
    Uploads,
    origin_of,
    safe_address,
)
from portal_bot.practice import is_loopback, platform_at

if TYPE_CHECKING:
    from portal_bot.dossier.places import Agency as Office

MOCK = "mock"
ENDING = ".toml"
NUMBER = "{number}"
# Of the home: what a desk has written for itself.
FOLDER = "portals"


class Portal(ProfilePart):
    """One portal. `practice` marks the mock: its evidence says THỬ NGHIỆM.

    Attributes:
        reference_field: the label of the platform's free note that carries our reference; `None`
            where the portal has none: then a lost answer is looked up by what was filed.
        communes: the year whose communes its lists hold: 2022, or 2025 after the mergers.
        edition: the year of the procedures, as it has their forms: 2022 or 2026.
        holders_act: what is done in an account there counts as its holder's own act
            (`portal_bot.catalogue.acts`): nobody files a citizen's dossier with their own account.
        sources: what is known of it, and what is not.
        interface: where its own public interface begins (`portal_bot.published`); `None`: it has
            none that is known.
        post: what the post adds to the appointed day; `None`: nobody has said.
        counter: what the citizen is told of the counter.
    """

    # A folder of the home is called after it, and the journal's lines are.
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,40}$")
    title: str = Field(min_length=1)
    platform: str = Field(min_length=1)
    address: str
    practice: bool = False
    proved: str = Field(min_length=1)
    code_pattern: str
    reference_field: str | None = None
    communes: Literal[2022, 2025] = 2022
    edition: Year = FIRST
    holders_act: bool = False
    interface: str | None = Field(None, pattern=r"^(?:/[\w.-]+)+$")
    browser_channel: str | None = None
    agency: AgencyPath
    uploads: Uploads
    timing: PortalTiming
    politeness: Politeness = Politeness()
    post: Post | None = None
    counter: CounterFacts = CounterFacts()
    allowed_origins: tuple[str, ...] = ()
    sources: Sources = Sources()
    _is_elsewhere: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _practises_here(self) -> Portal:
        if self.practice and not is_loopback(self.address):
            raise ValueError(f"cổng thử nghiệm (practice) chỉ ở máy này, không ở {self.address}")
        return self

    @model_validator(mode="after")
    def _knows_no_district(self) -> Portal:
        if self.edition != FIRST and self.communes == FIRST:
            raise ValueError(f"edition = {self.edition} thì communes phải là 2025")
        return self

    @field_validator("address")
    @classmethod
    def _is_safe(cls, address: str) -> str:
        return safe_address(address)

    @field_validator("allowed_origins")
    @classmethod
    def _are_safe(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if urlsplit(safe_address(origin)).path:
                raise ValueError(f"“{origin}” phải chỉ là nguồn, như https://cong.example")
        return origins

    @field_validator("code_pattern")
    @classmethod
    def _is_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"không phải biểu thức chính quy (ký tự thứ {error.pos})") from error
        return pattern

    def at(self, address: str) -> Portal:
        """The same portal at another address, which must be one that `safe_address` takes."""
        moved = self.model_copy(update={"address": address.rstrip("/")})
        if self.practice:
            # Its other origins are this machine's by another name: they move along.
            port = urlsplit(address).port
            origins = (urlsplit(one) for one in self.allowed_origins)
            there = tuple(f"{one.scheme}://{one.hostname}:{port}" for one in origins)
            moved = moved.model_copy(update={"allowed_origins": there})
        moved._is_elsewhere = moved.origin != self.origin
        return moved

    @property
    def takes_variable(self) -> bool:
        """Whether `PORTAL_BOT_PASSWORD` may be sent there.

        It names no place. It is meant for the one that the profile names; anywhere else it would
        give one portal's password to another. Nobody lives on the mock.
        """
        return self.practice or not self._is_elsewhere

    @property
    def is_verified(self) -> bool:
        """Whether all that its profile says is known: nothing inferred, nothing open."""
        return not (self.sources.inferred or self.sources.unknown)

    @property
    def origin(self) -> str:
        """Scheme, host and port of its own address; passwords are kept for it."""
        return self.origins[0]

    @property
    def origins(self) -> tuple[str, ...]:
        """The places the browser may go to: the portal's own, and those it names."""
        return (origin_of(self.address), *self.allowed_origins)

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
    def own_list(self) -> str:
        """What people see above the account's own list of dossiers."""
        return OWN_LISTS.get(self.platform, SOME_LIST)

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


def names(home: Path | None = None) -> list[str]:
    """The names of the portals that are known: this version's, and those of the home.

    Args:
        home: the home folder; `None`: the usual one.
    """
    own = _own_folder(home)
    there = profile_file.listed(own) if own.is_dir() else []
    return sorted({*shipped(), *(n.removesuffix(ENDING) for n in there if n.endswith(ENDING))})


def shipped() -> list[str]:
    """The names of the portals that come with this version."""
    folder = resources.files("portal_bot.portals") / "profiles"
    return sorted(f.name.removesuffix(ENDING) for f in folder.iterdir() if f.name.endswith(ENDING))


def verified() -> list[Portal]:
    """Those of them of which nothing is inferred: what holds where no portal is named.

    None of a later edition: where none is named, dossiers are of the first.
    """
    known = map(_shipped, shipped())
    return [portal for portal in known if portal.is_verified and portal.edition == FIRST]


def practising(home: Path | None = None) -> set[str]:
    """The names of those where nothing is real; a profile that is not understood is none of them.

    Whoever lists what was filed need not know every file that lies in the home.
    """
    return {name for name in names(home) if (portal := known(name, home)) and portal.practice}


def known(name: str, home: Path | None = None) -> Portal | None:
    """As `load`; `None` where there is none, or it is not understood."""
    try:
        return load(name, home)
    except UsageError:
        return None


def load(name: str, home: Path | None = None) -> Portal:
    """Reads one portal's profile: by its name, or a file of your own by its path.

    A profile in the home goes before one of this version's with the same name.

    Args:
        name: a name, or a path that ends in ``.toml``.
        home: the home folder; `None`: the usual one.

    Raises:
        UsageError: there is none of this name, or the file is no profile.
    """
    if name.endswith(ENDING):
        return _told(Path(name))
    own = _own_folder(home) / f"{name}{ENDING}"
    if re.fullmatch(r"[\w-]+", name) and own.exists():
        portal = _told(own)
        if portal.name != name:
            raise UsageError(f"{own}: `name` là “{portal.name}”, phải là “{name}” như tên tệp")
        return portal
    if name not in shipped():
        raise UsageError(f"không có cổng “{name}”; các cổng đã biết: {', '.join(names(home))}")
    return _shipped(name)


def _own_folder(home: Path | None) -> Path:
    return (home or settings.home_path()).expanduser() / FOLDER


def _shipped(name: str) -> Portal:
    text = (resources.files("portal_bot.portals") / "profiles" / f"{name}.toml").read_text("utf-8")
    return Portal.model_validate(tomllib.loads(text))


def _told(path: Path) -> Portal:
    portal = profile_file.read(path, Portal)
    if portal.name == MOCK and not portal.practice:
        # Its dossiers would be practice in the journal, in reports and on every sheet.
        raise UsageError(f"{path}: tên “{MOCK}” là của cổng thử nghiệm; đặt tên khác")
    return portal


def limits_of(name: str | None, home: Path | None = None) -> Limits:
    """What a portal takes of scans; where none is named, what every portal we know takes.

    Raises:
        UsageError: there is none of this name.
    """
    if name := name or settings.value(settings.PORTAL):
        return load(name, home).limits
    known = verified()
    # All of them name their limits themselves; who is told should know whose these are.
    whose = "cổng đã biết chặt nhất" if len(known) > 1 else known[0].title
    return strictest([portal.limits for portal in known], whose)


def office_of(name: str | None, home: Path | None = None) -> Office | None:
    """With whom a dossier is filed there that does not say; `None` where no portal is named.

    Raises:
        UsageError: there is none of this name.
    """
    name = name or settings.value(settings.PORTAL)
    if name is None:
        return None
    return load(name, home).office


def days_of_post(name: str | None, home: Path | None = None) -> int | None:
    """How much later the post brings a result; where no portal is named, the longest we know.

    Raises:
        UsageError: there is none of this name.
    """
    name = name or settings.value(settings.PORTAL)
    portals = [load(name, home)] if name else verified()
    return max((portal.post.days for portal in portals if portal.post), default=None)


def name_of(name: str | None, home: Path | None = None) -> str | None:
    """What the journal calls a portal that was named, by its name or by a file."""
    name = name or settings.value(settings.PORTAL)
    return load(name, home).name if name else None


def own_list_of(name: str, home: Path | None = None) -> str:
    """`Portal.own_list` of the portal of this name, as the journal has it."""
    portal = known(name, home)
    return portal.own_list if portal else SOME_LIST


def named(name: str | None, home: Path | None = None) -> Portal | None:
    """The portal that was named, or that the settings name; `None` where none is.

    Raises:
        UsageError: there is none of this name.
    """
    name = name or settings.value(settings.PORTAL)
    return load(name, home) if name else None


def edition_named(name: str | None, home: Path | None = None) -> Year | None:
    """Which edition of the procedures a portal speaks; `None` where none is named.

    Raises:
        UsageError: there is none of this name.
    """
    portal = named(name, home)
    return portal.edition if portal else None


def _as_played(mock: Portal, address: str) -> Portal:
    """The mock's profile for the product that it plays there; as it is where nobody says which."""
    played = platform_at(address)
    if played in {None, mock.platform}:
        return mock
    fitting = [one for one in map(_shipped, shipped()) if one.practice and one.platform == played]
    return fitting[0] if fitting else mock


def choose(name: str | None, url: str | None, home: Path | None = None) -> Portal:
    """The portal a run files at: named, or the mock for an address on this machine.

    Args:
        name: `--portal` (a name, or the path of a TOML file), or `None`.
        url: `--portal-url`: replaces the portal's address and its allowed origin, or `None`.
        home: the home folder; `None`: the usual one.

    Raises:
        UsageError: neither says which portal, or there is none of this name.
        SetupError: the clock is set, and the portal is a real one.
    """
    name = name or settings.value(settings.PORTAL)
    if name is None and url is not None and is_loopback(url):
        name = MOCK
    if name is None:
        raise UsageError(
            f"chưa chọn cổng: thêm --portal TÊN (các cổng: {', '.join(names(home))}) hoặc đặt biến "
            f"{settings.PORTAL}. Không có cổng mặc định, để không ai nộp nhầm nơi"
        )
    portal = load(name, home)
    if name == MOCK:
        portal = _as_played(portal, url or portal.address)
    if portal.practice and not is_loopback(url or portal.address):
        raise UsageError(f"cổng thử nghiệm chỉ ở máy này, không ở {url or portal.address}")
    if url is not None:
        try:
            safe_address(url)
        except ValueError as error:
            raise UsageError(f"--portal-url: {error}") from error
    chosen = portal if url is None else portal.at(url)
    chosen.insist_on_real_time()
    return chosen
