"""Faults of the form page."""

from __future__ import annotations

from ..steps import AGENCY, FEE, FORM, PAPERS
from ..version2 import CHANGES, change_of, is_change
from .base import Fault, UnknownFault

_WITH_LISTS = (AGENCY, FORM, FEE)


class LateCascade(Fault):
    """Fills districts and communes only after so many seconds."""

    name, default, numeric, where = "late_cascade", "3", True, _WITH_LISTS


class CascadeEmptyOnce(Fault):
    """Answers one list of districts or communes empty; asked again, it is whole."""

    name, once, where = "cascade_empty_once", True, _WITH_LISTS


class CascadeReload(Fault):
    """Loads the communes again once after one was chosen, which clears the choice."""

    name, manner, where = "cascade_reload", "cascade_reload", _WITH_LISTS


class DriverWipeLate(Fault):
    """Lets a choice that rebuilds a block wipe it only so many seconds later."""

    name, default, numeric, manner = "driver_wipe_late", "1", True, "driver_wipe_late"
    where = (FORM, FEE)


class Rerender(Fault):
    """Swaps all nodes of the form for new ones once, soon after the first change."""

    name, manner, where = "rerender", "rerender", (FORM,)


class PrefillAccountAddress(Fault):
    """Prefills the citizens' addresses of a new draft with parts of the account's address."""

    name, where = "prefill_account_address", (AGENCY,)

    levels = (
        ("province", "district"),
        ("province", "district", "detail"),
        ("province", "district", "commune", "detail"),
    )

    def parts(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Which levels of one address, out of those that it has."""
        return tuple(level for level in self.rng.choice(self.levels) if level in names)


class ListPaged(Fault):
    """Gives long lists (of igate_v2) in pages of 20; the next comes when one scrolls to the end."""

    name, where = "list_paged", (FORM,)


class TypingResets(Fault):
    """Shows five choices of a list (of igate_v2) until one types; a first search finds nothing."""

    name, once, where = "typing_resets", True, (FORM,)
    shown = 5


class IdsForLabels(Fault):
    """Fills a list (of igate_v2) with the ids of its choices in place of their words."""

    name, once, where = "ids_for_labels", True, (FORM,)


class StepLost(Fault):
    """Takes a step (of igate_v2), then shows the same step again in place of the next."""

    name, once, manner, where = "step_lost", True, "step_lost", (FORM, PAPERS)


class PopulationMismatch(Fault):
    """Refuses the form: “thông tin công dân không tồn tại trong CSDLQG về dân cư”."""

    name, where = "population_mismatch", (FORM,)


class Version2(Fault):
    """Gives new drafts version 2 of the form: a field renamed, moved, newly required or gone."""

    # Or `renamed:KEY`, with the key of the field; else the seed decides.
    name, default, choices, where = "version_2", "renamed", CHANGES, (AGENCY,)

    def _checked(self, arg: str | None) -> str | None:
        if arg is None or not is_change(arg):
            raise UnknownFault(
                f"{self.name}: “{arg}” phải là một trong {', '.join(CHANGES)}, một mình hoặc như "
                f"{CHANGES[0]}:KHÓA với khóa của một mục"
            )
        return arg

    def change_of(self, slug: str, seed: int) -> str:
        """What is changed in this procedure's form; nothing where the field is not in it."""
        return change_of(slug, self.arg or "", seed) or ""
