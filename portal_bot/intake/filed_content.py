"""What of a dossier is filed, and its hash: with other content it is another dossier."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from portal_bot.catalogue import provinces
from portal_bot.checking import Checked
from portal_bot.dossier.block import Block
from portal_bot.dossier.new_places import CHOICE

# Who was on duty, when consent was given, whose account files it and which of our rules was
# overruled do not change what is filed.
NOT_FILED = frozenset({"procedure", "account", "consent", "desk", "exceptions"})


def filed(block: Block, *, but: Collection[str] = ()) -> dict[str, Any]:
    """A block as JSON, its addresses in the units that are sent.

    At a portal of the units since 1 July 2025 one that was written in those of 2022 is no other.

    Args:
        block: a dossier, or its declaration.
        but: fields to leave out.
    """
    told: dict[str, Any] = _as_sent(block.model_dump(mode="json", exclude=set(but)))
    return told


def _as_sent(told: Any) -> Any:
    if isinstance(told, list):
        return [_as_sent(each) for each in told]
    if not isinstance(told, Mapping):
        return told
    if told.get(CHOICE):
        (province,) = provinces.find_provinces(told["province"])
        unit = {"province": province.since_mergers, "district": None, "commune": told[CHOICE]}
        return {**told, **unit, CHOICE: None}
    return {name: _as_sent(inner) for name, inner in told.items()}


def content_hash(checked: Checked) -> str:
    """SHA-256 over what is filed: the values in one spelling, and the scans' own hashes.

    Empty until dossier and declaration are whole. In memory only: what is kept is keyed
    (`Identity.content`).
    """
    if checked.dossier is None or checked.declaration is None or checked.flow is None:
        return ""
    content = {
        "code": checked.flow.code,
        "dossier": filed(checked.dossier, but=NOT_FILED),
        "declaration": filed(checked.declaration),
        "papers": checked.scan_hashes,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
