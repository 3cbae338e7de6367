"""The blocks that a platform puts around every procedure's own form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from .forms_model import Field, Form, Section, load_form
from .people import Account
from .procedures import Procedure
from .units import OF_2022, Tree


@cache
def blocks(file: Path) -> Form:
    """A file of a platform's own fields, in the schema of the forms."""
    return load_form(file)


def _as_it_is(one: Field) -> Field:
    return one


@dataclass(frozen=True, eq=False)
class Blocks:
    """The platform's own blocks around the declaration, from its `before.toml` and `after.toml`.

    Attributes:
        folder: where the two files are.
        owner: the title of the block of the dossier's owner.
        owner_name: the field with the owner's name.
        owner_id: the one with their number.
        subject: the field that says what the dossier is about: it holds the procedure's title.
        tree: the provinces and communes that this platform's lists hold.
        dress: how a field of the form files looks on this platform.
    """

    folder: Path
    owner: str
    owner_name: str
    owner_id: str
    subject: str
    tree: Tree = OF_2022
    dress: Callable[[Field], Field] = _as_it_is
    _pages: dict[Procedure, tuple[Section, ...]] = field(default_factory=dict)

    def sections(self, procedure: Procedure) -> tuple[Section, ...]:
        """The whole form page: submitter, owner, the procedure's own, general."""
        if procedure not in self._pages:
            before, after = self._read("before").sections, self._read("after").sections
            every = (*before, *procedure.form.sections, *after)
            self._pages[procedure] = tuple(
                replace(one, fields=tuple(map(self.dress, one.fields))) for one in every
            )
        return self._pages[procedure]

    def fields(self, procedure: Procedure) -> tuple[Field, ...]:
        return tuple(one for section in self.sections(procedure) for one in section.fields)

    def from_account(self, account: Account, *, readonly_only: bool = False) -> dict[str, str]:
        """What the submitter block takes from the account, whatever was posted."""
        values: dict[str, str] = {}
        for section in self._read("before").sections:
            for one in section.fields:
                if one.account and (one.readonly or not readonly_only):
                    values.update(self._account_values(one, account))
        return values

    def _read(self, name: str) -> Form:
        return blocks(self.folder / f"{name}.toml")

    def _account_values(self, one: Field, account: Account) -> dict[str, str]:
        if one.kind == "address":
            home = account.home(self.tree).items()
            return {f"{one.key}_{level}": text for level, text in home}
        text = account.fact(one.account)
        named = next((o.value for o in one.options if o.label == text), text)
        return {one.key: named}
