"""Where each mutant gives itself away: at an event, however fast the machine is.

Without settling, who is started again looks before the portal has stored: this one stores once it
has been looked at. It says that it may take ten minutes, and whoever is honest about that waits
for them; so all others meet the same portal in seconds.
"""

from __future__ import annotations

import re

from chaos.case import Kind

# The mutant, the cell that tells on it, and what the judge must find there among others.
TELLING: dict[str, tuple[str, Kind]] = {
    "no_gate": ("redirect_307=after/none", Kind.DUPLICATE),
    "no_intent": ("none/program@commit_answer", Kind.DUPLICATE),
    "no_reconciliation": ("commit_then_502/none", Kind.DUPLICATE),
    "no_settling": ("commit_delay=list/program@commit", Kind.DUPLICATE),
    "no_read_back": ("paper_dropped/none", Kind.WRONG_VALUE),
    "no_look": ("draft_pressed/none", Kind.DUPLICATE),
    "absence_by_filter": ("list_shape=cells_joined/program@commit_answer", Kind.DUPLICATE),
    "receipt_unowned": ("foreign_number=nobody/none", Kind.UNTRUE),
    "no_single_writer": ("none/twin@start", Kind.DUPLICATE),
    "origin_unchecked": ("values_elsewhere=fetch/none", Kind.ELSEWHERE),
    "gate_open": ("filled_first=dry:load/none", Kind.FILED_BY_FILL),
    "account_unchecked": ("account_changed/program@commit_answer", Kind.DUPLICATE),
    "subject_unchecked": ("subject_changed/program@commit_answer", Kind.DUPLICATE),
    "fresh_secret": ("secret_changed=lost/program@commit_answer", Kind.DUPLICATE),
    "wall_clock": ("clock_jumped=forward_waiting:list/program@commit", Kind.DUPLICATE),
    "half_read": ("other_agency/none", Kind.WRONG_VALUE),
    "bytes_uncompared": ("file_offered=other/none", Kind.WRONG_VALUE),
}
# Those that also take `fill` as their first word.
DRY = frozenset({"gate_open"})
# The same cells for a program that waits.
HONEST = tuple(re.sub("(?<=[=:])list/", "5/", cell) for cell, _ in TELLING.values())
# For the honest program also where else one would look.
WIDE = (
    *HONEST,
    "commit_then_drop=rst/none",
    "commit_then_expired/program@list",
    "value_truncated/none",
    "none/program@intent",
    "list_lag=4/program@commit_answer",
)
