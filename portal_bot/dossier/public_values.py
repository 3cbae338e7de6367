"""Which values of a dossier may be read by anybody; every other one is personal.

A log, an error, a report of a run has a personal value nowhere (`privacy`); what is public stays
readable, because a message has to say what is wrong and what to choose. The list is short on
purpose: a field that nobody thought of is personal.
"""

from __future__ import annotations

# Parts of the file that are of the procedure or of the office, not of the citizen: also the label
# by which the desk tells one request from another, and is told apart in names of files; of an
# exception which rule and whose field it is about, and who of the office saw the paper.
PARTS = frozenset(
    (
        "procedure",
        "request",
        "agency",
        "desk",
        "consent.at",
        "consent.withdrawn_at",
        "exceptions.rule",
        "exceptions.person",
        "exceptions.seen_by",
    )
)
# Choices that say nothing of a person's health, poverty, marriage, birth, descent, belief or
# merit: by the field's name, or with its block where others are called so. Of a choice that is not
# here the option that was chosen is personal.
CHOICES = frozenset(
    (
        *(
            "gender",
            "id_type",
            "head_id_type",
            "sign_in",
            "method",
            "copies.request",
            "copy_request",
        ),
        *("submitter_role", "submitted_by", "requester.relation", "relation_to_child"),
        *("requester.capacity", "representative.role", "board.rows.role", "staff.rows.role"),
        *("slot", "appointment.place", "registration.office", "language", "signing_mode"),
        *("document.kind", "document_origin", "consular_legalized", "event", "event_kind"),
        *("evidence_kind", "evidence.kind", "item", "unit", "sector", "disaster_kind"),
        *("area_kind", "support_form", "conversion.kind", "current_rice_crops"),
        *("household.kind", "registrant.kind", "founder.kind", "organizer.kind", "facility.kind"),
        *("festival.kind", "disciplines.kind", "place_basis", "premises_basis", "programme"),
        *("qualification", "reward_form", "scope", "birth_place_kind", "use.purpose"),
        *("guardianship.kind",),
    )
)
# Kinds of value that millions share, and whose words ("Hoa", "Chăm", "Kinh") are words of any text:
# they are masked where they are marked, and looked for nowhere.
KINDS = frozenset(("ethnicity", "nationality", "quantity", "tick", "confirmed"))


def is_public_choice(path: str) -> bool:
    """Whether the option that is chosen in the field at a dotted path is public."""
    names = path.split(".")
    return any(".".join(names[-n:]) in CHOICES for n in (1, 2, 3))
