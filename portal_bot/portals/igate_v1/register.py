"""Đăng ký tài khoản công dân."""

from __future__ import annotations

from portal_bot.dossier.model import Applicant
from portal_bot.human import Human
from portal_bot.portals.screen import Tab


async def register(tab: Tab, applicant: Applicant, password: str, human: Human) -> str:
    return applicant.citizen_id
