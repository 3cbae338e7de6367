"""Signing in with VNeID: a way of several modals, each of which needs the person."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

from .people import Account, Session

QR, OTP, CONSENT, PASSCODE, DONE = "qr", "otp", "consent", "passcode", "done"
ORDER = (QR, OTP, CONSENT, PASSCODE, DONE)
WRONG_OTP = "Mã xác nhận đăng nhập không đúng"
NO_CONSENT = "Bạn cần đồng ý chia sẻ thông tin"
WRONG_PASSCODE = "Passcode không đúng"
NOT_NOW = "Bước này chưa tới hoặc đã qua"
# What a person did beside the page, with the telephone.
SCAN = "scan"


@dataclass(slots=True)
class SignIn:
    """One sign-in, from the QR picture to the passcode.

    Attributes:
        session: the visitor's; it carries the name from the consent on.
        wanted: where the visitor wanted to go.
        returns: one of `RETURNS`, what they come back to.
        person: what the person did, in order.
    """

    session: Session
    wanted: str
    returns: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    step: str = QR
    otp: str = ""
    account: Account | None = None
    person: list[str] = field(default_factory=list)

    def known(self, account: Account, how: str) -> None:
        """The number or the QR picture said who it is: a code goes to their telephone."""
        self.account, self.otp, self.step = account, f"{secrets.randbelow(10**6):06d}", OTP
        self.person.append(how)

    def answer(self, step: str, said: str) -> str | None:
        """The portal's words about what was said in a modal; nothing when it went on."""
        if step != self.step or self.account is None:
            return NOT_NOW
        right, words = self._asked()[step]
        if not right(said):
            return words
        self.person.append(step)
        self.step = ORDER[ORDER.index(step) + 1]
        if step == CONSENT:
            self.session.username = self.account.username
        if self.step == DONE:
            self.session.sign_in = ""
        return None

    def right(self) -> str:
        """What is to be said in the modal that is open."""
        account = self.account
        told = {OTP: self.otp, CONSENT: "1", PASSCODE: passcode(account) if account else ""}
        return told.get(self.step, "")

    def _asked(self) -> dict[str, tuple[Callable[[str], bool], str]]:
        def matches(said: str) -> bool:
            return secrets.compare_digest(said.strip().encode(), self.right().encode())

        return {
            OTP: (matches, WRONG_OTP),
            CONSENT: (matches, NO_CONSENT),
            PASSCODE: (matches, WRONG_PASSCODE),
        }

    def describe(self) -> dict[str, Any]:
        """What the person's telephone shows, and what they did so far."""
        told = asdict(self)
        del told["session"], told["account"]
        username = self.account.username if self.account else None
        return told | {"username": username, "passcode": passcode(self.account)}


# What a visitor comes back to after the last modal.
DOSSIER, PROCEDURE, PICKER = "dossier", "procedure", "picker"
RETURNS = (DOSSIER, PROCEDURE, PICKER)


def passcode(account: Account | None) -> str:
    """The six digits that an invented citizen has chosen once for good."""
    if account is None:
        return ""
    drawn = blake2b(account.username.encode(), digest_size=8).digest()
    return f"{int.from_bytes(drawn) % 10**6:06d}"
