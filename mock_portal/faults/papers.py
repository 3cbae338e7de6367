"""Faults of uploads."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from ..steps import UPLOAD
from .base import Call, Fault


class Upload500(Fault):
    """Fails an upload with “Upload thất bại (File Service): Upload failed: 500”."""

    name, where = "upload_500", (UPLOAD,)

    async def on_upload(self, call: Call) -> Response | None:
        return PlainTextResponse("Upload failed: 500", status_code=500)


class UploadSilent(Fault):
    """Takes an upload, says nothing, and keeps nothing."""

    name, where = "upload_silent", (UPLOAD,)

    async def on_upload(self, call: Call) -> Response | None:
        return Response(status_code=204)


class UploadLate(Fault):
    """Keeps a file at once, but its name comes up on its row so many seconds later."""

    name, default, numeric, where = "upload_late", "3", True, (UPLOAD,)


class UploadHalf(Fault):
    """Keeps the first half of a file's bytes, and says that all went well."""

    name, where = "upload_half", (UPLOAD,)


class UploadTwice(Fault):
    """Keeps a file twice and tells its page of one, as when a browser sends an upload anew."""

    name, where = "upload_twice", (UPLOAD,)


class UploadNameCut(Fault):
    """Prints a shortened file name on the row; what is stored has the whole one."""

    name, where = "upload_name_cut", (UPLOAD,)
    letters = 8

    def cut(self, name: str) -> str:
        return name if len(name) <= self.letters + 1 else f"{name[: self.letters]}…"


class FileOffered(Fault):
    """Offers a file back on its record: the same bytes, or others of the same length."""

    name, default, choices, where = "file_offered", "same", ("same", "other"), (UPLOAD,)

    def kept(self, content: bytes) -> bytes:
        return content if self.arg == "same" else content[:-1] + bytes([content[-1] ^ 1])
