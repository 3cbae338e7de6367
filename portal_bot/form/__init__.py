"""From a label to a control: snapshot, plan, apply, verify."""

from portal_bot.form.comparison import ComparedRow, Comparison, FormMismatch, compare
from portal_bot.form.form import Form
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.timing import Timing

__all__ = [
    "Comparison",
    "Control",
    "Form",
    "FormMismatch",
    "ComparedRow",
    "Snapshot",
    "Timing",
    "compare",
]
