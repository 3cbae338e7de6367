"""A question answered by one of two buttons."""

from __future__ import annotations

from portal_bot.dossier.choice import Choice


class YesNo(Choice):
    """``"yes"`` or ``"no"``."""

    YES = "yes", "Có"
    NO = "no", "Không"
