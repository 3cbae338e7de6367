"""The scripts by which a page's controls are known, each in `controls/` beside its class."""

from __future__ import annotations

# In the page the first script that knows an element has it: the more particular stand first.
SCRIPTS = ("table", "split_date", "iso_date", "masked_date", "select", "opened", "choice", "text")
