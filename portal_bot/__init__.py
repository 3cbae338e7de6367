"""Files public-service dossiers into a Vietnamese one-stop portal, exactly once, and proves it.

Everything here is loaded when it is first asked for: a flow gets by without a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot import aio, errors
    from portal_bot._version import __version__
    from portal_bot.api import check, fill, submit
    from portal_bot.catalogue.calendar import full_years, is_working_day
    from portal_bot.catalogue.names import same_name, surname
    from portal_bot.dossier.amounts import DecimalNumber, Money
    from portal_bot.dossier.block import Block, Context, Declaration, Paper, Papers, rule
    from portal_bot.dossier.choice import Choice
    from portal_bot.dossier.dates import (
        BirthDate,
        BirthYear,
        FullDate,
        PartialBirthDate,
        PartialDate,
    )
    from portal_bot.dossier.field import Field
    from portal_bot.dossier.ids import CitizenId, IdNumber, IdType
    from portal_bot.dossier.kinds import Confirmed, Quantity, Tick
    from portal_bot.dossier.people import (
        Email,
        Ethnicity,
        Gender,
        Nationality,
        PersonName,
        Phone,
    )
    from portal_bot.dossier.places import Address, Locality
    from portal_bot.flow import Flow, step
    from portal_bot.form import Form

# Name: where it lives. A module stands for itself.
_HOMES = {
    "Address": "dossier.places",
    "BirthDate": "dossier.dates",
    "BirthYear": "dossier.dates",
    "Block": "dossier.block",
    "Choice": "dossier.choice",
    "CitizenId": "dossier.ids",
    "Confirmed": "dossier.kinds",
    "Context": "dossier.block",
    "DecimalNumber": "dossier.amounts",
    "Declaration": "dossier.block",
    "Email": "dossier.people",
    "Ethnicity": "dossier.people",
    "Field": "dossier.field",
    "Flow": "flow",
    "Form": "form",
    "FullDate": "dossier.dates",
    "Gender": "dossier.people",
    "IdNumber": "dossier.ids",
    "IdType": "dossier.ids",
    "Locality": "dossier.places",
    "Money": "dossier.amounts",
    "Nationality": "dossier.people",
    "Paper": "dossier.block",
    "Papers": "dossier.block",
    "PartialBirthDate": "dossier.dates",
    "PartialDate": "dossier.dates",
    "PersonName": "dossier.people",
    "Phone": "dossier.people",
    "Quantity": "dossier.kinds",
    "Tick": "dossier.kinds",
    "__version__": "_version",
    "aio": "aio",
    "check": "api",
    "errors": "errors",
    "fill": "api",
    "full_years": "catalogue.calendar",
    "is_working_day": "catalogue.calendar",
    "rule": "dossier.block",
    "same_name": "catalogue.names",
    "step": "flow",
    "submit": "api",
    "surname": "catalogue.names",
}

__all__ = [
    "Address",
    "BirthDate",
    "BirthYear",
    "Block",
    "Choice",
    "CitizenId",
    "Confirmed",
    "Context",
    "DecimalNumber",
    "Declaration",
    "Email",
    "Ethnicity",
    "Field",
    "Flow",
    "Form",
    "FullDate",
    "Gender",
    "IdNumber",
    "IdType",
    "Locality",
    "Money",
    "Nationality",
    "Paper",
    "Papers",
    "PartialBirthDate",
    "PartialDate",
    "PersonName",
    "Phone",
    "Quantity",
    "Tick",
    "__version__",
    "aio",
    "check",
    "errors",
    "fill",
    "full_years",
    "is_working_day",
    "rule",
    "same_name",
    "step",
    "submit",
    "surname",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"{__name__}.{_HOMES[name]}")
    value = home if name == _HOMES[name] else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
