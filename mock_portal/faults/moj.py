"""Faults that only the ministry's wizard has."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ..steps import AGENCY, FORM, PAPERS, UPLOAD
from .base import Call, Fault


class InfoAgain(Fault):
    """Lets “Thông tin chung” (of moj) come so many times; else the seed decides, at most three."""

    name, default, numeric, where = "info_again", "3", True, (FORM,)


class AreaBroken(Fault):
    """Gives the first place of a form (of moj) lists without options, until it is opened anew."""

    name, manner, where = "area_broken", "area_broken", (FORM,)


class AreaFallsOut(Fault):
    """Builds a place (of moj) anew once it was filled, whose province and ward fall out again."""

    name, manner, where = "area_falls_out", "area_falls_out", (FORM,)


class DialogStale(Fault):
    """Leaves the wallet's dialog (of moj) open, with what it showed before, after a choice."""

    name, manner, where = "dialog_stale", "dialog_stale", (PAPERS,)


class UploadWordless(Fault):
    """Answers an upload with 502 and nothing else: the page (of moj) says nothing, either."""

    name, once, where = "upload_wordless", True, (UPLOAD,)

    async def on_upload(self, call: Call) -> Response | None:
        return Response(status_code=502)


class UnseenList(Fault):
    """Gives the lists that nobody captured (of moj) in other words, or each choice twice."""

    name, default, choices, where = "unseen_list", "other", ("other", "twice"), (FORM,)

    def instead_of(self, options: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        """What such a list offers now."""
        if self.arg == "twice":
            again = [one | {"value": f"{one['value']}0"} for one in options]
            return [*options, *again]
        return [one | {"text": f"{one['text']} theo yêu cầu"} for one in options]


class FinalRenamed(Fault):
    """Prints another label on the last button (of moj), which changes its id as well."""

    name, where = "final_renamed", (AGENCY,)
