"""What forms of every kind end with."""

from __future__ import annotations

from portal_bot.dossier.block import Block
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.field import Field
from portal_bot.dossier.kinds import Confirmed, Quantity


class YesNo(Choice):
    """A question answered by one of two buttons."""

    YES = "yes", "Có"
    NO = "no", "Không"


class Copies(Block):
    """Yêu cầu khác: whether extract copies are wanted too."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
    )


class Pledge(Block):
    """Cam đoan, in the words that most forms use."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật"
    )
