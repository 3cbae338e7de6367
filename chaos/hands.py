"""Other hands: what happens to a home, a dossier or a clock between two runs of one command.

Each lets the command be said once while its hand is in the game, and tells with which exit codes
that run may end. Whatever was changed is put back for the runs that follow.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chaos.faults import Fault, Variant
from chaos.mock import Mock
from chaos.program import JOURNAL, Place
from portal_bot import clock, settings
from portal_bot.catalogue.names import fold
from portal_bot.checking import check_paths

# A run, and the exit codes that it may end with.
Say = Callable[[Place, frozenset[int]], Awaitable[None]]
SECRET = "secret.key"  # noqa: S105 - a file's name
# Of the contract: all verified, the dossier's fault, set-up, a person, uncertain.
_OK, _DOSSIER, _SETUP, _PERSON, _UNCERTAIN = 0, 10, 12, 30, 40
_USERNAME = re.compile(r'("?username"?:\s*"?)(\w+)')
_OTHERS = ("tinhnguyenvien", "nguyenvanthu")
# Where people sign in as themselves, an account is a citizen's number.
_OTHER_CITIZENS = ("054192000102", "054090000101")
# A value of YAML or JSON that may be a person's name.
_VALUE = re.compile(r'(?<=: )"?((?:[^\W\d_]|[\' -])+)')
_A_DAY_S = 86_400


class Hand:
    """Nobody's: nothing is touched.

    Args:
        how: the fault's argument.
        folder: of the cell, for what it needs of its own.
        mock: the portal, where a person does something there.
    """

    def __init__(self, how: str, folder: Path, mock: Mock | None = None) -> None:
        self._how, self._folder, self._mock = how, folder, mock

    def place(self, place: Place) -> Place:
        """Where a run really happens."""
        return place

    async def at(self, point: str) -> None:
        """A moment on the wire, before what makes it is passed on."""

    async def meddle(self, place: Place, say: Say) -> None:
        """After the first run."""


class SecondHome(Hand):
    """Another PC's home files the same, or a copy of this one; or this one is lost."""

    async def meddle(self, place: Place, say: Say) -> None:
        if self._how == "lost":
            shutil.rmtree(place.home, ignore_errors=True)
            return
        other = self._folder / "other-home"
        if self._how == "copied" and place.home.exists():
            shutil.copytree(place.home, other)
        await say(replace(place, home=other), frozenset({_OK, _PERSON, _UNCERTAIN}))


class AccountChanged(Hand):
    """The file names another account than the one that signed in for the click."""

    async def meddle(self, place: Place, say: Say) -> None:
        with _edited(place.paths, lambda _, text: _USERNAME.sub(_other_account, text)):
            # A filing that is over is told as it is, whoever the file names; one that was received
            # and not read back yet stays a person's, whoever asks.
            await say(place, frozenset({_OK, _DOSSIER, _PERSON, _UNCERTAIN}))


class SubjectChanged(Hand):
    """The file is about somebody else than when it was sent: the same file under another key."""

    async def meddle(self, place: Place, say: Say) -> None:
        with _edited(place.paths, _renamed):
            await say(place, frozenset({_DOSSIER, _PERSON}))


class SecretChanged(Hand):
    """The home's secret is lost, another one, or empty."""

    async def meddle(self, place: Place, say: Say) -> None:
        file = place.home / SECRET
        if not (file.exists() or (place.home / JOURNAL).exists()):
            # Another program's home, which keeps no secret and so has none to lose.
            return
        kept = file.read_bytes()
        if self._how == "lost":
            file.unlink()
        else:
            file.write_bytes(b"" if self._how == "empty" else bytes(255 - b for b in kept))
        await say(place, frozenset({_SETUP}))
        file.write_bytes(kept)


class ClockJumped(Hand):
    """The program's clock jumps a day: under the click, or while a resumed run waits."""

    def __init__(self, how: str, folder: Path, mock: Mock | None = None) -> None:
        super().__init__(how, folder, mock)
        self._file = folder / "clock"
        before = clock.as_variable(clock.now())
        self._file.write_text(before, "utf-8")
        way, _, moment = how.partition("_")
        self._after = float(before) + (_A_DAY_S if way == "forward" else -_A_DAY_S)
        # Whoever is started again signs in, and waits.
        self._moments = ["commit", "sign_in"] if moment == "waiting" else ["commit"]

    def place(self, place: Place) -> Place:
        return replace(place, environment={settings.NOW: f"@{self._file}"})

    async def at(self, point: str) -> None:
        if self._moments and point == self._moments[0]:
            self._moments.pop(0)
            if not self._moments:
                self._file.write_text(f"{self._after:+}", "utf-8")


class FilledFirst(Hand):
    """The first command is a dry run, said twice; only then is the dossier submitted."""

    def __init__(self, how: str, folder: Path, mock: Mock | None = None) -> None:
        super().__init__(how, folder, mock)
        self._is_dry = True

    def place(self, place: Place) -> Place:
        return replace(place, is_dry=self._is_dry)

    async def meddle(self, place: Place, say: Say) -> None:
        # What it ends with is the fault's to say; that nothing is filed is the ledger's.
        await say(self.place(place), frozenset())
        self._is_dry = False


class CitizenPays(Hand):
    """The citizen pays, at the portal, all that waits there for its fee: a second one as well."""

    async def meddle(self, place: Place, say: Say) -> None:
        if self._mock is None:
            raise ValueError("nobody can pay without a portal")
        if self._how == "late":
            # Until somebody has paid there is nothing to be found, and nothing to be sent again.
            await say(place, frozenset({_PERSON, _UNCERTAIN}))
        for sid in await self._mock.unpaid():
            await self._mock.call("POST", f"/payment/{sid}", {})


_HANDS: dict[str, type[Hand]] = {
    "second_home": SecondHome,
    "account_changed": AccountChanged,
    "subject_changed": SubjectChanged,
    "secret_changed": SecretChanged,
    "clock_jumped": ClockJumped,
    "clock_jumped_unmarked": ClockJumped,
    "filled_first": FilledFirst,
    "filled_before": FilledFirst,
    "paid_first": CitizenPays,
    "paid_unanswered": CitizenPays,
    "fee_unpublished": CitizenPays,
}


def hand_of(fault: Fault, variant: Variant, folder: Path, mock: Mock | None = None) -> Hand:
    """Whose hand is in the game in this cell."""
    return _HANDS.get(fault.name, Hand)(variant.hand, folder, mock)


@contextmanager
def _edited(paths: Sequence[Path], edit: Callable[[Path, str], str]) -> Iterator[None]:
    """The files changed for a while."""
    before = {path: path.read_text("utf-8") for path in paths}
    after = {path: edit(path, text) for path, text in before.items()}
    if unchanged := [str(path) for path in paths if after[path] == before[path]]:
        raise ValueError(f"nothing to change in {unchanged}")
    for path, text in after.items():
        path.write_text(text, "utf-8")
    try:
        yield
    finally:
        for path, text in before.items():
            path.write_text(text, "utf-8")


def _other_account(found: re.Match[str]) -> str:
    others = _OTHER_CITIZENS if found[2].isdigit() else _OTHERS
    return found[1] + next(name for name in others if name != found[2])


def _renamed(path: Path, text: str) -> str:
    """With another name wherever the person stands whom the dossier is about."""
    (checked,) = check_paths([path])
    subject = {fold(part) for part in checked.subject}
    names = {value for found in _VALUE.finditer(text) if fold(value := found[1]) in subject}
    for name in names:
        text = text.replace(name, f"{name} Khác")
    return text
