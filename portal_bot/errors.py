"""What can go wrong, grouped by who has to act.

    PortalBotError                                                             exit
    ├── UsageError              the command was asked for wrongly                 2
    ├── DossierError            the applicant's data: fix it, run again          10
    ├── SetupError              this machine: no browser, home locked            12
    ├── PortalError
    │   ├── PortalUnavailable   down, slow, in maintenance: the only one retried 20
    │   │   ├── SessionLost     signed out in mid-way: started over              20
    │   │   └── PortalSilent    a page that never comes, or never ends: once more 20
    │   ├── PortalChanged       not the page we know: a maintainer acts          21
    │   │   └── NotThere        the account has no dossier of that number        21
    │   └── PortalRejected      it read the dossier and said no                  22
    ├── HumanNeeded             captcha, OTP, password: a person continues       30
    │   └── SignInRefused       wrong password: not tried again in this run      30
    └── SubmissionUncertain     sent, no answer seen: never sent again           40

A raise site says what; the runner that files the dossier adds where (`at`).
"""

from __future__ import annotations

from typing import ClassVar

from portal_bot.marked import MarkedText


class PortalBotError(Exception):
    """Anything this library raises on purpose.

    Attributes:
        message: what is wrong; values of a dossier in it are marked (`marked`).
        code: a stable English word for programs, for example ``portal_changed``.
        exit_code: the process's exit code when this is the worst that happened.
        field: the dossier's field at fault, for example ``child.birth_date``, or ``None``.
        where: the step or screen, filled in by the runner, or ``None``.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 50

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.message = MarkedText(message)
        super().__init__(self.message)
        self.field = field
        self.where: str | None = None

    def at(self, where: str) -> PortalBotError:
        """Notes where it happened, unless a place nearer to it was noted before."""
        self.where = self.where or where
        return self

    def __str__(self) -> str:
        return MarkedText(f"{self.where}: {self.message}") if self.where else self.message

    def __format__(self, spec: str) -> str:
        """Within another sentence, or a line of the log, with its marks."""
        return format(self.__str__(), spec)


class UsageError(PortalBotError):
    """The command or call was asked for wrongly: which portal, which options."""

    code = "usage"
    exit_code = 2


class DossierError(PortalBotError):
    """The dossier is at fault: mend it and say the same command again."""

    code = "dossier"
    exit_code = 10


class SetupError(PortalBotError):
    """This machine is at fault: no browser, the home is locked or damaged."""

    code = "setup"
    exit_code = 12


class PortalError(PortalBotError):
    """The portal's side."""

    code = "portal"
    exit_code = 20


class PortalUnavailable(PortalError):
    """Down, slow or in maintenance. Retried, and only before the commit point.

    Attributes:
        retry_after: seconds the portal asked us to wait, or ``None``.
    """

    code = "portal_unavailable"
    exit_code = 20

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SessionLost(PortalUnavailable):
    """Signed out by the portal. Before the commit point: sign in again and start over."""

    code = "session_lost"


class PortalSilent(PortalUnavailable):
    """A page that never came, never ended or never answered. Tried once more, at most.

    Attributes:
        over: whether a whole step ran out of time: then not even once.
    """

    def __init__(self, message: str, *, over: bool = False) -> None:
        super().__init__(message)
        self.over = over


class PortalChanged(PortalError):
    """Not the page we know: nothing is guessed, a maintainer looks at it."""

    code = "portal_changed"
    exit_code = 21


class NotThere(PortalChanged):
    """The portal says that this account has no dossier of that number."""


class PortalRejected(PortalError):
    """The portal read the dossier and said no; its words stand in the message, verbatim."""

    code = "portal_rejected"
    exit_code = 22


class HumanNeeded(PortalBotError):
    """A captcha, an OTP, a password, a consent: only a person may go on."""

    code = "human_needed"
    exit_code = 30


class SignInRefused(HumanNeeded):
    """The portal did not take the account's password. Once is enough: portals lock accounts."""


class PaymentAwaited(HumanNeeded):
    """The portal keeps the dossier until somebody has paid. Sent once, never again."""

    code = "payment_awaited"


class SubmissionUncertain(PortalBotError):
    """The dossier may have left our hands and no answer was seen. Never sent again."""

    code = "submission_uncertain"
    exit_code = 40
