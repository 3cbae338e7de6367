"""Cấp bản sao Trích lục hộ tịch (2.000635), UBND cấp xã, trên Cổng Dịch vụ công quốc gia năm 2026.

The relation is asked first: it wipes the block of the person, and copies the account's own data
into it for “Bản thân”. An account of level 2 is needed.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import civil_status_extract_copy


class Requester(f.Block):
    relation: str = f.Listed("Quan hệ với người được cấp", driver=True)
    relation_in_words: str | None = f.Optional(
        "Quan hệ khác", max_length=100, when={"relation": ["other"]}
    )


class Subject(civil_2026.PersonSought, civil_2026.PersonFound, civil_2026.Resident):
    gender: f.Gender | None = f.Optional("Giới tính", looked_up=True)
    nationality: f.Nationality | None = f.Optional("Quốc gia nơi cư trú", looked_up=True)
    id_issue_date: f.FullDate | None = f.Optional("Ngày cấp", past=True, looked_up=True)
    id_issuer: str | None = f.Optional("Nơi cấp", max_length=150, looked_up=True)


class Request(f.Block):
    event_kind: str = f.Listed("Loại trích lục bản sao cần cấp")
    copies: f.Quantity = f.Field("Số lượng bản sao", min=1, max=50)


class Registration(f.Block):
    place: str = f.Field("Cơ quan đăng ký", max_length=200)
    paper: str | None = f.Optional("Tên giấy tờ hộ tịch", max_length=150)
    number: str | None = f.Optional("Số đăng ký", max_length=50)
    book: str | None = f.Optional("Quyển số", max_length=50)
    date: f.FullDate | None = f.Optional("Ngày tháng năm đăng ký", past=True)


class ExtractDeclaration(f.Declaration):
    requester: Requester = f.Field("Quan hệ")
    subject: Subject = f.Field("THÔNG TIN NGƯỜI ĐƯỢC CẤP GIẤY TỜ HỘ TỊCH")
    request: Request = f.Field("THÔNG TIN VỀ GIẤY TỜ HỘ TỊCH ĐÃ ĐĂNG KÝ")
    registration: Registration = f.Field("THÔNG TIN VỀ GIẤY TỜ HỘ TỊCH ĐÃ ĐĂNG KÝ")

    _registered_before_today = civil_status_extract_copy.ExtractDeclaration._registered_before_today
    _asker_age = rules.asker_fits_age(
        "requester.relation",
        "subject.birth_date",
        same=["self"],
        older=["father", "mother"],
        younger=["child"],
    )
    _not_self_for_death = civil_status_extract_copy.ExtractDeclaration._not_self_for_death
    _enough_search_keys = civil_status_extract_copy.ExtractDeclaration._enough_search_keys
    _fee_total = civil_status_extract_copy.ExtractDeclaration._fee_total


class CivilStatusExtractCopy(civil_status_extract_copy.CivilStatusExtractCopy):
    declaration = ExtractDeclaration
    carried = {
        "requester.relation": (
            "requester.relation",
            {"self": "self", "other": "other"},
        ),
        "subject.citizen_id": "subject.id_number",
        "request.event_kind": (
            "request.event_kind",
            {
                "birth": "birth",
                "marriage": "marriage",
                "death": "death",
                "recognition": "recognition",
                "guardianship": "guardianship",
                "change": "change",
            },
        ),
    }
