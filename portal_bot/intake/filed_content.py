"""What of a dossier is filed, and its hash: with other content it is another dossier."""

from __future__ import annotations

import hashlib
import json

from portal_bot.checking import Checked

# Who was on duty, when consent was given, whose account files it and which of our rules was
# overruled do not change what is filed.
NOT_FILED = frozenset({"procedure", "account", "consent", "desk", "exceptions"})


def content_hash(checked: Checked) -> str:
    """SHA-256 over what is filed: the values in one spelling, and the scans' own hashes.

    Empty until dossier and declaration are whole. In memory only: what is kept is keyed
    (`Identity.content`).
    """
    if checked.dossier is None or checked.declaration is None or checked.flow is None:
        return ""
    content = {
        "code": checked.flow.code,
        "dossier": checked.dossier.model_dump(mode="json", exclude=set(NOT_FILED)),
        "declaration": checked.declaration.model_dump(mode="json"),
        "papers": checked.scan_hashes,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
