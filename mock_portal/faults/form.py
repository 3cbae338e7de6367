"""Faults of the form page."""

from __future__ import annotations

from mock_portal.faults.base import Fault
from mock_portal.steps import AGENCY, FEE, FORM

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


class PopulationMismatch(Fault):
    """Refuses the form: “thông tin công dân không tồn tại trong CSDLQG về dân cư”."""

    name, where = "population_mismatch", (FORM,)
