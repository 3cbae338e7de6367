"""The scripts by which a page's controls are known, and who of them may claim an element first."""

from __future__ import annotations

# Each in `controls/` beside its class; the order says nothing, but that families of lists are made
# by what stands before them.
SCRIPTS = (
    "text",
    "masked_date",
    "date_pickers",
    "split_date",
    "select",
    "opened",
    "list_families",
    "listbox",
    "choice",
    "table",
    "unfilled",
)

# In the page the first kind that knows an element has it. What is made of several controls stands
# before its parts, a widget's face before the native control beneath it, the particular before the
# general, and what we cannot fill where nothing else knew it.
PRECEDENCE = (
    "table",
    "split_date",
    "section_date",
    "date_picker",
    "picker_box",
    "iso_date",
    "choices",
    "select2",
    "faced_select",
    "ng_select",
    "antd",
    "react_select",
    "drop_down",
    "listbox",
    "masked_date",
    "radio",
    "checkbox",
    "select",
    "multi_select",
    "textarea",
    "number",
    "native_date",
    "file",
    "text",
    "rich_text",
    "closed",
)
