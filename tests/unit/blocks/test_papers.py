"""Papers that many procedures list."""

from __future__ import annotations

from portal_bot.blocks.papers import (
    authorization_paper,
    requester_identity_paper,
    residence_paper,
)
from portal_bot.blocks.person import DelegatingRequester
from portal_bot.dossier.block import Declaration, Paper, Papers
from portal_bot.dossier.checks import in_words
from portal_bot.dossier.field import Field
from portal_bot.dossier.spec import spec_map


class Asked(Declaration):
    requester: DelegatingRequester = Field(title="Người yêu cầu")


class Listed(Papers):
    authorization: Paper | None = authorization_paper("việc thử")
    identity_document: Paper | None = requester_identity_paper()
    residence_proof: Paper | None = residence_paper()


def test_a_power_of_attorney_says_what_it_is_for() -> None:
    assert spec_map(Listed)["authorization"].title.startswith("Văn bản ủy quyền việc thử (được ")


def test_it_is_asked_of_those_who_send_somebody() -> None:
    when = spec_map(Listed)["authorization"].meta.when
    assert when is not None
    assert in_words(when, Listed, Asked) == (
        "“Tư cách người nộp hồ sơ” là “Người được ủy quyền nộp”"
    )


def test_what_is_shown_at_the_counter_need_not_be_attached() -> None:
    shown = {name: spec.meta.present_only for name, spec in spec_map(Listed).items()}
    assert shown == {"authorization": False, "identity_document": True, "residence_proof": True}
    assert not any(spec.required for spec in spec_map(Listed).values())
