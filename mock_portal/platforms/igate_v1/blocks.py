"""The blocks that this platform puts around every procedure's own form."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...forms_model import Field, Form, Section, load_form
from ...people import Account
from ...procedures import Procedure

_HERE = Path(__file__).parent
OWNER = "Thông tin chủ hồ sơ"


@cache
def blocks(name: str) -> Form:
    """A file of the platform's own fields, in the schema of the forms."""
    return load_form(_HERE / f"{name}.toml")


@cache
def page_sections(procedure: Procedure) -> tuple[Section, ...]:
    """The whole form page: submitter, owner, the procedure's own, general."""
    before, after = blocks("before").sections, blocks("after").sections
    return (*before, *procedure.form.sections, *after)


def page_fields(procedure: Procedure) -> tuple[Field, ...]:
    return tuple(one for section in page_sections(procedure) for one in section.fields)


def from_account(account: Account, *, readonly_only: bool = False) -> dict[str, str]:
    """What the submitter block takes from the account, whatever was posted."""
    values: dict[str, str] = {}
    for section in blocks("before").sections:
        for one in section.fields:
            if one.account and (one.readonly or not readonly_only):
                values.update(_account_values(one, account))
    return values


def _account_values(one: Field, account: Account) -> dict[str, str]:
    if one.kind == "address":
        levels = ("province", "district", "commune", "detail")
        return {f"{one.key}_{level}": account.fact(level) for level in levels}
    text = account.fact(one.account)
    named = next((o.value for o in one.options if o.label == text), text)
    return {one.key: named}
