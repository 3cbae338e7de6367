"""The dossier file: who asks for what, through which account, and how the result comes back."""

from __future__ import annotations

from typing import Any, Self

from pydantic import field_validator, model_validator

from portal_bot import clock
from portal_bot.dossier.block import Block, rule
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate
from portal_bot.dossier.exceptions import Overruled
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.ids import CitizenId
from portal_bot.dossier.kinds import Tick
from portal_bot.dossier.persons import Email, Gender, PersonName
from portal_bot.dossier.phones import Phone
from portal_bot.dossier.places import Address, Agency
from portal_bot.dossier.written_moments import Moment


class Applicant(Block):
    """The owner of the dossier (chủ hồ sơ): whom the procedure is done for."""

    full_name: PersonName = Field("Họ và tên")
    citizen_id: CitizenId = Field("Số định danh cá nhân")
    birth_date: BirthDate = Field("Ngày sinh", past=True)
    gender: Gender | None = Optional("Giới tính")
    phone: Phone = Field("Số điện thoại")
    email: Email | None = Optional("Email")
    address: Address = Field("Nơi cư trú")


class SignInWay(Choice):
    """How the account is opened."""

    PASSWORD = "password", "Mật khẩu"
    VNEID = "vneid", "VNeID"
    REGISTER = "register", "Đăng ký tài khoản mới"


class FilingAccount(Block):
    """Whose portal account files it; it need not be the applicant's."""

    username: str = Field("Tên đăng nhập", sensitive=True)
    sign_in: SignInWay = Field("Cách đăng nhập", SignInWay.PASSWORD)


class DeliveryMethod(Choice):
    """How the result reaches the citizen."""

    IN_PERSON = "in_person", "Trực tiếp tại Bộ phận Một cửa"
    POSTAL = "postal", "Qua bưu chính công ích"
    ELECTRONIC = "electronic", "Bản điện tử"


class Recipient(Block):
    """Who takes the letter, if it is not the applicant."""

    full_name: PersonName = Field("Họ và tên người nhận")
    phone: Phone = Field("Số điện thoại người nhận")


class Delivery(Block):
    """How the result comes back; the post costs money, so its fee must be accepted."""

    method: DeliveryMethod = Field("Hình thức nhận kết quả", DeliveryMethod.IN_PERSON)
    address: Address | None = Optional("Địa chỉ nhận", when={"method": ["postal"]})
    recipient: Recipient | None = Optional("Người nhận")
    fee_accepted: Tick | None = Optional("Chấp nhận cước bưu chính", when={"method": ["postal"]})

    @rule(
        ["fee_accepted"],
        "Nhận qua bưu chính thì phải chấp nhận cước: ghi fee_accepted: true",
    )
    def _postal_fee_not_accepted(self) -> bool:
        return self.method is not DeliveryMethod.POSTAL or self.fee_accepted is not False

    @rule(
        ["recipient"],
        "Chỉ khai người nhận khi nhận qua bưu chính; bỏ mục này hoặc đổi method",
    )
    def _not_applicable(self) -> bool:
        return self.recipient is None or self.method is DeliveryMethod.POSTAL


class Consent(Block):
    """The citizen's consent to be filed for, and to the use of their data (Law 91/2025/QH15)."""

    given_by: PersonName = Field("Người đồng ý")
    at: Moment | None = Optional(
        "Thời điểm đồng ý", past=True, note="để trống là lúc nộp lần đầu, ghi lại một lần"
    )
    withdrawn_at: Moment | None = Optional(
        "Thời điểm rút lại sự đồng ý", note="chỉ ghi khi người dân rút lại"
    )

    @model_validator(mode="after")
    def _given_now(self) -> Self:
        # It stays out of the fields that were set: that the dossier does not say it is still known.
        if self.at is None:
            self.__dict__["at"] = clock.now()
        return self

    @rule(
        ["withdrawn_at"],
        "Người dân đã rút lại sự đồng ý: không nộp hồ sơ này. Nếu họ đồng ý lại thì bỏ mục này và "
        "ghi thời điểm đồng ý mới",
    )
    def _consent_withdrawn(self) -> bool:
        return self.withdrawn_at is None


class OnDuty(Block):
    """Who was on duty."""

    officer: str | None = Optional("Cán bộ tiếp nhận")
    volunteer: str | None = Optional("Tình nguyện viên")


class EditionSaid(Choice):
    """Of which year's form the dossier is; left out, it is what it says."""

    FIRST = "2022", "Ấn bản năm 2022"
    LATER = "2026", "Ấn bản năm 2026"


class Dossier(Block):
    """One citizen's request. The declaration and the papers are the flow's to judge."""

    procedure: str = Field("Thủ tục")
    edition: EditionSaid | None = Optional("Ấn bản", aside=True)
    request: str | None = Optional(
        "Nhãn yêu cầu", max_length=100, note="chỉ ghi khi cùng một việc cần làm thêm lần nữa"
    )
    applicant: Applicant = Field("Chủ hồ sơ")
    account: FilingAccount | None = Optional("Tài khoản nộp hồ sơ")
    agency: Agency | None = Optional("Cơ quan thực hiện")
    competent: Agency | None = Optional(
        "Cơ quan có thẩm quyền", aside=True, note="chỉ khi khác nơi nhận hồ sơ; từ ấn bản 2026"
    )
    delivery: Delivery = Field("Nhận kết quả", Delivery())
    consent: Consent = Field("Sự đồng ý của người dân")
    desk: OnDuty | None = Optional("Người trực")
    exceptions: list[Overruled] = Field(
        "Ngoại lệ",
        [],
        note="chỉ khi giấy tờ thật sự ghi khác; “portal-bot check” cho biết dòng phải thêm",
    )

    @field_validator("procedure")
    @classmethod
    def _name_is_plain(cls, value: Any) -> Any:
        return value.strip()


# Parts of the file that are not the dossier's own: the flow says what may stand in them.
FLOW_PARTS = ("declaration", "papers")
