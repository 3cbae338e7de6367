"""Thủ tục đăng ký giám hộ (1.004837), UBND cấp xã, tờ khai nhiều bước của Bộ Tư pháp năm 2026.

One form with two lists of ethnic groups: the guardian's is the short one. Addresses are asked
without the question whether they are in the country.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import guardianship_registration


class Requester(civil_2026.WizardSubmitter):
    residence: f.Address = f.Field("Nơi cư trú", same_as="applicant.address")


class Home(f.Block):
    gender: f.Gender = f.Field("Giới tính")
    residence_kind: civil_2026.WizardResidenceKind = f.Field("Loại cư trú")
    residence: f.Address = f.Field("Nơi cư trú")


class Guardian(civil_2026.WizardCitizen, civil_2026.WizardPaper, Home):
    pass


class Ward(civil_2026.WizardPerson, civil_2026.WizardPaper, Home):
    citizen_id: f.CitizenId | None = f.Optional("Số định danh cá nhân")


class Guardianship(f.Block):
    reason: str = f.Field("Lý do đăng ký giám hộ", max_length=500, sensitive=True)

    _reason_too_short = guardianship_registration.Guardianship._reason_too_short


class GuardianshipDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    guardian: Guardian = f.Field("Người giám hộ")
    ward: Ward = f.Field("Người được giám hộ")
    guardianship: Guardianship = f.Field("Nội dung giám hộ")
    copies: civil_2026.CopyRequest = f.Field("Nội dung giám hộ", civil_2026.CopyRequest())

    _guardian_adult = guardianship_registration.GuardianshipDeclaration._guardian_adult
    _guardian_not_ward = guardianship_registration.GuardianshipDeclaration._guardian_not_ward
    _two_numbers = rules.differ(
        "guardian.citizen_id",
        "ward.citizen_id",
        message="Đang ghi số định danh của người giám hộ; ghi của người được giám hộ",
    )
    _authority = guardianship_registration.GuardianshipDeclaration._authority


class GuardianshipRegistration(guardianship_registration.GuardianshipRegistration):
    declaration = GuardianshipDeclaration
    subject = ("guardian.citizen_id", "ward.full_name", "ward.birth_date")
    carried = {
        "guardian.citizen_id": "guardian.id_number",
        "guardian.id_number": "guardian.id_number",
    }
    carried_back = {"guardian.id_number": "guardian.id_number"}
