"""What a flow's form is made of: ``from portal_bot import fields as f``."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.dossier.amounts import DecimalNumber, Money
from portal_bot.dossier.block import Block, Declaration, Papers
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import BirthDate, BirthYear, FullDate, PartialBirthDate, PartialDate
from portal_bot.dossier.field import Field, Listed, Optional
from portal_bot.dossier.ids import CitizenId, IdNumber, IdPaper, IdType, WizardIdPaper
from portal_bot.dossier.kinds import Confirmed, Quantity, Tick
from portal_bot.dossier.persons import (
    Email,
    Ethnicity,
    Gender,
    NationalEthnicity,
    Nationality,
    PersonName,
)
from portal_bot.dossier.phones import Phone
from portal_bot.dossier.places import Address, Locality, NativePlace
from portal_bot.dossier.yes_no import YesNo

__all__ = [
    "Address", "BirthDate", "BirthYear", "Block", "CitizenId", "ClassVar", "Confirmed", "Context",
    "DecimalNumber", "Declaration", "Email", "Ethnicity", "Field", "FullDate", "Gender", "IdNumber",
    "IdPaper", "IdType", "Listed", "Locality", "Money", "NationalEthnicity", "Nationality",
    "NativePlace", "Optional", "Papers", "PartialBirthDate", "PartialDate", "PersonName", "Phone",
    "Quantity", "Tick", "WizardIdPaper", "YesNo",
]  # fmt: skip
