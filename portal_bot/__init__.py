"""Files public-service dossiers into a Vietnamese one-stop portal, exactly once, and proves it.

Everything here is loaded when it is first asked for: a flow gets by without a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot import aio, errors
    from portal_bot._version import __version__
    from portal_bot.api import check, fill, pay, question, resolve, status, submit
    from portal_bot.blocks.birth import Born, Father, Mother, Parent
    from portal_bot.blocks.common import Copies, Pledge, YesNo
    from portal_bot.blocks.fees import fee_told, free_in_time
    from portal_bot.blocks.identity import IdentityPaper, OwnIdentityPaper
    from portal_bot.blocks.papers import (
        authorization_paper,
        requester_identity_paper,
        residence_paper,
    )
    from portal_bot.blocks.person import CivilStatusRequester, DelegatingRequester, Person
    from portal_bot.blocks.rows import repeated_rows, rows_where
    from portal_bot.blocks.rules import (
        appointment_on_working_day,
        competent_here,
        days_ahead,
        differ,
        mentions_none,
        named_here,
        not_before,
        of_age,
        parents_are_older,
        reminder,
        says_enough,
        self_is_named,
        told_when,
    )
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
    )
    from portal_bot.dossier.phones import Phone
    from portal_bot.dossier.places import Address, Locality
    from portal_bot.flow import Flow, step
    from portal_bot.form import Form

# Name: where it lives. A module stands for itself.
_HOMES = {
    "Address": "dossier.places",
    "BirthDate": "dossier.dates",
    "BirthYear": "dossier.dates",
    "Block": "dossier.block",
    "Born": "blocks.birth",
    "Choice": "dossier.choice",
    "CitizenId": "dossier.ids",
    "CivilStatusRequester": "blocks.person",
    "Confirmed": "dossier.kinds",
    "Context": "dossier.block",
    "Copies": "blocks.common",
    "DecimalNumber": "dossier.amounts",
    "Declaration": "dossier.block",
    "DelegatingRequester": "blocks.person",
    "Email": "dossier.people",
    "Ethnicity": "dossier.people",
    "Father": "blocks.birth",
    "Field": "dossier.field",
    "Flow": "flow",
    "Form": "form",
    "FullDate": "dossier.dates",
    "Gender": "dossier.people",
    "IdNumber": "dossier.ids",
    "IdType": "dossier.ids",
    "IdentityPaper": "blocks.identity",
    "Locality": "dossier.places",
    "Money": "dossier.amounts",
    "Mother": "blocks.birth",
    "Nationality": "dossier.people",
    "OwnIdentityPaper": "blocks.identity",
    "Paper": "dossier.block",
    "Papers": "dossier.block",
    "Parent": "blocks.birth",
    "PartialBirthDate": "dossier.dates",
    "PartialDate": "dossier.dates",
    "Person": "blocks.person",
    "PersonName": "dossier.people",
    "Phone": "dossier.phones",
    "Pledge": "blocks.common",
    "Quantity": "dossier.kinds",
    "Tick": "dossier.kinds",
    "YesNo": "blocks.common",
    "__version__": "_version",
    "aio": "aio",
    "appointment_on_working_day": "blocks.rules",
    "authorization_paper": "blocks.papers",
    "check": "api",
    "competent_here": "blocks.rules",
    "days_ahead": "blocks.rules",
    "differ": "blocks.rules",
    "errors": "errors",
    "fee_told": "blocks.fees",
    "fill": "api",
    "free_in_time": "blocks.fees",
    "full_years": "catalogue.calendar",
    "is_working_day": "catalogue.calendar",
    "mentions_none": "blocks.rules",
    "named_here": "blocks.rules",
    "not_before": "blocks.rules",
    "of_age": "blocks.rules",
    "parents_are_older": "blocks.rules",
    "pay": "api",
    "question": "api",
    "reminder": "blocks.rules",
    "repeated_rows": "blocks.rows",
    "requester_identity_paper": "blocks.papers",
    "residence_paper": "blocks.papers",
    "resolve": "api",
    "rows_where": "blocks.rows",
    "rule": "dossier.block",
    "same_name": "catalogue.names",
    "says_enough": "blocks.rules",
    "self_is_named": "blocks.rules",
    "status": "api",
    "step": "flow",
    "submit": "api",
    "surname": "catalogue.names",
    "told_when": "blocks.rules",
}

__all__ = [
    "Address",
    "BirthDate",
    "BirthYear",
    "Block",
    "Born",
    "Choice",
    "CitizenId",
    "CivilStatusRequester",
    "Confirmed",
    "Context",
    "Copies",
    "DecimalNumber",
    "Declaration",
    "DelegatingRequester",
    "Email",
    "Ethnicity",
    "Father",
    "Field",
    "Flow",
    "Form",
    "FullDate",
    "Gender",
    "IdNumber",
    "IdType",
    "IdentityPaper",
    "Locality",
    "Money",
    "Mother",
    "Nationality",
    "OwnIdentityPaper",
    "Paper",
    "Papers",
    "Parent",
    "PartialBirthDate",
    "PartialDate",
    "Person",
    "PersonName",
    "Phone",
    "Pledge",
    "Quantity",
    "Tick",
    "YesNo",
    "__version__",
    "aio",
    "appointment_on_working_day",
    "authorization_paper",
    "check",
    "competent_here",
    "days_ahead",
    "differ",
    "errors",
    "fee_told",
    "fill",
    "free_in_time",
    "full_years",
    "is_working_day",
    "mentions_none",
    "named_here",
    "not_before",
    "of_age",
    "parents_are_older",
    "pay",
    "question",
    "reminder",
    "repeated_rows",
    "requester_identity_paper",
    "residence_paper",
    "resolve",
    "rows_where",
    "rule",
    "same_name",
    "says_enough",
    "self_is_named",
    "status",
    "step",
    "submit",
    "surname",
    "told_when",
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
