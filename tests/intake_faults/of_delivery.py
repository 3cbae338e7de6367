"""How the result comes back, who agreed, whose account it is."""

from __future__ import annotations

from random import Random
from typing import Any

from portal_bot import registry
from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Changed, Sample, changed

fault, right = kinds_of("delivery, consent, account")
_HOME = {
    "province": "Tỉnh Phú Yên",
    "district": "Thị xã Đông Hòa",
    "commune": "Xã Hòa Thành",
    "detail": "Thôn Ví Dụ 1",
}
_LETTER = {"method": "postal", "address": _HOME, "fee_accepted": "true"}


def _takes(sample: Sample, method: str) -> bool:
    """Whether the decision that lists the procedure names this way of giving the result back."""
    facts = registry.facts(sample.flow)
    return facts is not None and method in facts.return_methods


def _by_letter(sample: Sample, *fields: str, **said: Any) -> Changed | None:
    if not _takes(sample, "postal"):
        return None
    delivery = {name: value for name, value in {**_LETTER, **said}.items() if value is not None}
    return Changed(changed(sample.data, ("delivery",), delivery), fields)


@fault.dossier()
def a_letter_without_an_address(sample: Sample, _dice: Random) -> Changed | None:
    return _by_letter(sample, "delivery.address", address=None)


@fault.dossier()
def a_letter_whose_fee_nobody_accepted(sample: Sample, dice: Random) -> Changed | None:
    said = dice.choice((None, "false", "không"))
    return _by_letter(sample, "delivery.fee_accepted", fee_accepted=said)


@fault.dossier()
def a_letter_to_somebody_without_a_phone(sample: Sample, _dice: Random) -> Changed | None:
    return _by_letter(sample, "delivery.recipient.phone", recipient={"full_name": "Lê Thị Thử"})


@fault.dossier()
def a_letter_to_a_house_that_is_not_told(sample: Sample, _dice: Random) -> Changed | None:
    address = {name: text for name, text in _HOME.items() if name != "detail"}
    return _by_letter(sample, "delivery.address.detail", address=address)


@fault.dossier()
def somebody_takes_a_letter_that_is_not_sent(sample: Sample, _dice: Random) -> Changed:
    who = {"full_name": "Lê Thị Thử", "phone": "0905000102"}
    delivery = {"method": "in_person", "recipient": who}
    return Changed(changed(sample.data, ("delivery",), delivery), ("delivery.recipient",))


@fault.dossier()
def an_address_of_a_letter_that_is_not_sent(sample: Sample, _dice: Random) -> Changed:
    delivery = {"method": "in_person", "address": _HOME}
    return Changed(changed(sample.data, ("delivery",), delivery), ("delivery.address",))


@fault.dossier()
def a_way_back_that_the_procedure_has_not(sample: Sample, _dice: Random) -> Changed | None:
    if _takes(sample, "electronic"):
        return None
    return Changed(
        changed(sample.data, ("delivery",), {"method": "electronic"}), ("delivery.method",)
    )


@fault.dossier()
def a_way_back_that_is_none(sample: Sample, dice: Random) -> Changed:
    said = dice.choice(("fax", "Zalo", "nhờ người quen", "email"))
    return Changed(changed(sample.data, ("delivery",), {"method": said}), ("delivery.method",))


@fault.dossier()
def nobody_agreed(sample: Sample, _dice: Random) -> Changed:
    """Luật 91/2025/QH15, Điều 9."""
    return Changed(changed(sample.data, ("consent",), None), ("consent", "consent.given_by"))


@fault.dossier()
def nobody_is_named_who_agreed(sample: Sample, _dice: Random) -> Changed:
    return Changed(
        changed(sample.data, ("consent", "given_by"), None), ("consent.given_by", "consent")
    )


@fault.dossier()
def consent_was_taken_back(sample: Sample, _dice: Random) -> Changed:
    """Luật 91/2025/QH15, Điều 10."""
    said = "21/11/2026 08:00"
    return Changed(
        changed(sample.data, ("consent", "withdrawn_at"), said), ("consent.withdrawn_at",)
    )


@fault.dossier()
def an_account_without_its_name(sample: Sample, _dice: Random) -> Changed:
    data = changed(sample.data, ("account",), {"sign_in": "password"})
    return Changed(data, ("account.username", "account"))


@fault.dossier()
def a_sign_in_that_is_none(sample: Sample, dice: Random) -> Changed:
    account = {"username": "thu", "sign_in": dice.choice(("vân tay", "zalo", "123456", "OTP"))}
    return Changed(changed(sample.data, ("account",), account), ("account.sign_in",))


@fault.dossier()
def an_exception_from_a_rule_that_has_none(sample: Sample, dice: Random) -> Changed:
    said = {
        "rule": dice.choice(("all", "missing_paper", "bỏ qua hết")),
        "reason": "Giấy tờ ghi khác",
        "seen_by": "Lê Thị Thử",
    }
    return Changed(changed(sample.data, ("exceptions",), [said]), ("exceptions.0.rule",))


@right.dossier(same=False)
def each_way_back_that_the_procedure_has(sample: Sample, dice: Random) -> Changed | None:
    facts = registry.facts(sample.flow)
    ways = [
        w
        for w in (facts.return_methods if facts else ())
        if w in {"in_person", "postal", "electronic"}
    ]
    if not ways:
        return None
    way = dice.choice(ways)
    return Changed(
        changed(sample.data, ("delivery",), _LETTER if way == "postal" else {"method": way})
    )


@right.dossier(same=False)
def a_letter_to_somebody_else(sample: Sample, _dice: Random) -> Changed | None:
    return _by_letter(sample, recipient={"full_name": "Lê Thị Thử", "phone": "0905000102"})


@right.dossier(same=False)
def no_account_is_told(sample: Sample, _dice: Random) -> Changed | None:
    return Changed(changed(sample.data, ("account",), None)) if "account" in sample.data else None


@right.dossier(same=False)
def optional_things_of_the_applicant_are_left_out(sample: Sample, dice: Random) -> Changed | None:
    given = [name for name in ("email",) if name in sample.data["applicant"]]
    given = [
        name
        for name in given
        if not any(s.spec.meta.same_as == f"applicant.{name}" for s in sample.spots())
    ]
    return Changed(changed(sample.data, ("applicant", dice.choice(given)), None)) if given else None
