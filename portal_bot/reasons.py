"""Why something failed, in Vietnamese: what the system, its files and parsers say in English.

One place for the words of others. What is not known here is told by its kind, never in English.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping
from typing import Any

# By the error's name: its number differs between systems.
_WORDS = {
    "ENOENT": "không có ở đó",
    "EACCES": "máy không cho phép; xem lại quyền của tệp và thư mục",
    "EPERM": "máy không cho phép; xem lại quyền của tệp và thư mục",
    "EEXIST": "đã có rồi",
    "ENOTDIR": "giữa đường dẫn có một tệp chứ không phải thư mục",
    "EISDIR": "là thư mục, không phải tệp",
    "ENOTEMPTY": "thư mục không trống",
    "ENOSPC": "ổ đĩa đầy",
    "EDQUOT": "đã hết phần ổ đĩa được cấp",
    "EFBIG": "tệp quá lớn",
    "EROFS": "ổ đĩa chỉ cho đọc",
    "ENAMETOOLONG": "tên hoặc đường dẫn dài quá mức máy nhận; rút ngắn tên",
    "ELOOP": "là liên kết (lối tắt) vòng lại chính nó",
    "EINVAL": "tên có ký tự mà máy không nhận",
    "EILSEQ": "tên có ký tự mà máy không nhận",
    "EIO": "ổ đĩa, thẻ nhớ hoặc mạng đọc, ghi lỗi",
    "EBUSY": "đang bị chương trình khác giữ; đóng chương trình ấy rồi thử lại",
    "ETXTBSY": "đang bị chương trình khác giữ; đóng chương trình ấy rồi thử lại",
    "EAGAIN": "đang bận, thử lại sau",
    "EMFILE": "chương trình mở quá nhiều tệp cùng lúc",
    "ENFILE": "máy mở quá nhiều tệp cùng lúc",
    "ENOMEM": "máy hết bộ nhớ",
    "ENOEXEC": "tệp này không phải chương trình chạy được trên máy này",
    "ENODEV": "không có thiết bị này",
    "ENXIO": "không có thiết bị này",
    "EXDEV": "hai nơi ở hai ổ đĩa khác nhau",
    "ESTALE": "ổ mạng đã ngắt; nối lại rồi thử lại",
    "EPIPE": "bên nhận đã đóng",
    "EADDRINUSE": "cổng mạng này đang có chương trình khác dùng",
    "EADDRNOTAVAIL": "máy này không có địa chỉ ấy",
    "ECONNREFUSED": "không có chương trình nào nghe ở địa chỉ ấy",
    "ECONNRESET": "bên kia ngắt kết nối",
    "ECONNABORTED": "kết nối bị ngắt",
    "ETIMEDOUT": "đợi quá lâu không có trả lời",
    "EHOSTUNREACH": "không tới được máy ấy",
    "ENETUNREACH": "không có mạng",
    "ENETDOWN": "mạng đang tắt",
}
# What Windows says by numbers of its own, for which Python has no better one.
_WINDOWS = {
    32: "đang bị chương trình khác giữ",
    33: "đang bị chương trình khác giữ",
    39: "ổ đĩa đầy",
    53: "không tới được thư mục mạng",
    112: "ổ đĩa đầy",
    123: "tên có ký tự không dùng được",
    206: "tên hoặc đường dẫn quá dài",
    1224: "đang bị chương trình khác giữ",
}


_SQLITE = {
    "SQLITE_CORRUPT": "nội dung bị hỏng",
    "SQLITE_NOTADB": "không phải tệp cơ sở dữ liệu",
    "SQLITE_FULL": "ổ đĩa đầy",
    "SQLITE_READONLY": "chỉ cho đọc",
    "SQLITE_PERM": "không có quyền",
    "SQLITE_AUTH": "không có quyền",
    "SQLITE_BUSY": "đang bị chương trình khác giữ",
    "SQLITE_LOCKED": "đang bị chương trình khác giữ",
    "SQLITE_IOERR": "ổ đĩa đọc, ghi lỗi",
    "SQLITE_CANTOPEN": "không mở được tệp",
    "SQLITE_TOOBIG": "quá lớn",
    "SQLITE_ERROR": "không có những bảng phải có",
}
_JSON = (
    ("Expecting value", "thiếu giá trị"),
    ("Expecting property name", "thiếu tên mục trong dấu nháy kép"),
    ("Expecting ','", "thiếu dấu phẩy"),
    ("Expecting ':'", "thiếu dấu hai chấm"),
    ("Illegal trailing comma", "thừa dấu phẩy ở cuối"),
    ("Extra data", "thừa chữ ở sau"),
    ("Unterminated string", "chuỗi chữ chưa đóng dấu nháy"),
    ("Invalid control character", "xuống dòng hoặc ký tự điều khiển trong dấu nháy"),
    ("Invalid \\", "dấu \\ dùng sai; viết \\\\"),
    ("Unexpected UTF-8 BOM", "có dấu BOM ở giữa"),
)
# Of the browser's network, by the end of its names: net::ERR_CONNECTION_REFUSED.
_NETWORK = {
    "CONNECTION_REFUSED": "không có chương trình nào nghe ở địa chỉ ấy",
    "NAME_NOT_RESOLVED": "không có máy nào tên ấy, hoặc mất mạng",
    "INTERNET_DISCONNECTED": "máy này mất mạng",
    "NETWORK_CHANGED": "mạng vừa thay đổi",
    "CONNECTION_RESET": "bên kia ngắt kết nối",
    "CONNECTION_CLOSED": "bên kia ngắt kết nối",
    "CONNECTION_ABORTED": "kết nối bị ngắt",
    "CONNECTION_TIMED_OUT": "đợi quá lâu không có trả lời",
    "TIMED_OUT": "đợi quá lâu không có trả lời",
    "EMPTY_RESPONSE": "bên kia không trả lời gì",
    "INVALID_RESPONSE": "trả lời của bên kia không đọc được",
    "ADDRESS_UNREACHABLE": "không tới được máy ấy",
    "PROXY_CONNECTION_FAILED": "không qua được proxy của máy này",
    "TUNNEL_CONNECTION_FAILED": "không qua được proxy của máy này",
    "UNSAFE_PORT": "trình duyệt không cho mở cổng mạng ấy",
    "INVALID_URL": "địa chỉ không đúng",
    "SSL_PROTOCOL_ERROR": "bên kia không nói HTTPS",
    "TOO_MANY_REDIRECTS": "cổng chuyển hướng vòng quanh",
    "HTTP_RESPONSE_CODE_FAILURE": "cổng trả lời bằng một mã lỗi",
    "ABORTED": "trang bị dừng giữa chừng",
}
_PYDANTIC = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên ấy",
    "string_type": "phải là chữ, trong dấu nháy",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "tuple_type": "phải là một danh sách",
    "list_type": "phải là một danh sách",
    "model_type": "phải là một bảng",
    "dict_type": "phải là một bảng",
    "greater_than_equal": "nhỏ nhất là {ge}",
    "greater_than": "phải lớn hơn {gt}",
    "less_than_equal": "lớn nhất là {le}",
    "less_than": "phải nhỏ hơn {lt}",
    "literal_error": "phải là {expected}",
    "string_pattern_mismatch": "có ký tự hoặc dạng không dùng được",
    "string_too_short": "không được để trống",
    "too_short": "không được để trống",
}
_NUMBERS = ("int_", "float_", "finite_")
_TOML_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate inline")
_TOML_DEEP = "nested too deeply"  # ours: `toml_text`
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
# Playwright's: the call in hand, its patience, a browser that went.
_ACTION = re.compile(r"([A-Z]\w+\.\w+): ")
_LATE = re.compile(r"Timeout (\d+)ms exceeded")
_GONE = re.compile(r"has been closed|crashed|Target closed|Connection closed")
_NET_ERROR = re.compile(r"net::ERR_(\w+)|\b(?:NS_ERROR_|WebKit)\w*")


def in_words(error: BaseException) -> str:
    """Why it failed, for people; without the path, which the caller names.

    Args:
        error: of the system, of SQLite, of a parser (JSON, TOML), of the browser.
    """
    if isinstance(error, UnicodeError):
        return "không phải chữ UTF-8"
    if isinstance(error, OSError):
        return _of_system(error)
    if name := getattr(error, "sqlite_errorname", None):
        return _starting(name, _SQLITE.items()) or f"lỗi cơ sở dữ liệu {name}"
    if isinstance(error, ValueError):
        return _of_parser(error)
    return _of_browser(str(error)) or type(error).__name__


def _of_browser(text: str) -> str:
    """Playwright's message without its English: what it did, and what stood in the way."""
    told = network(text)
    if not told and _GONE.search(text):
        told = "trình duyệt hoặc trang đã bị đóng"
    action = _ACTION.match(text)
    if late := _LATE.search(text):
        told = f"đợi {int(late[1]) / 1000:g} giây không được"
    return f"{told or 'trình duyệt không làm được'} ({action[1]})" if action else told


def network(text: str) -> str:
    """What the browser's message says of the network; empty where it says nothing of it."""
    if found := _NET_ERROR.search(text):
        name = found[1] or found[0]
        if name.startswith(("CERT_", "SSL_")):
            return _NETWORK.get(name, "chứng thư bảo mật của cổng không hợp lệ")
        return _NETWORK.get(name, f"lỗi mạng {name}")
    return ""


def of_model(wrong: Mapping[str, Any]) -> str:
    """One of pydantic's errors, as `ValidationError.errors()` lists them."""
    kind = str(wrong["type"])
    if kind.startswith(_NUMBERS):
        return "phải là một số"
    told = _PYDANTIC.get(kind, "giá trị không dùng được")
    ctx = wrong.get("ctx") or {}
    return told.format_map(ctx).replace(" or ", " hoặc ") if "{" in told else told


def _of_system(error: OSError) -> str:
    number = error.errno or 0
    # Windows' sockets have numbers and names of their own: WSAEADDRINUSE.
    name = errno.errorcode.get(number, "").removeprefix("WSA")
    told = _WINDOWS.get(getattr(error, "winerror", None) or 0) or _WORDS.get(name)
    if told is None:
        told = f"lỗi hệ điều hành {name or number}" if number else type(error).__name__
    return told


def said_twice(error: ValueError) -> bool:
    """Whether a TOML parser found a key, or a table, that stands there already."""
    return str(error).startswith(_TOML_TWICE)


def _of_parser(error: ValueError) -> str:
    message = str(error)
    twice = said_twice(error)
    if place := _TOML_PLACE.search(message):
        if twice:
            return f"mục ở dòng {place[1]} đã ghi ở trên rồi; bỏ một"
        return f"sai cú pháp ở dòng {place[1]}, cột {place[2]}"
    if twice:
        return "mục cuối tệp đã ghi ở trên rồi; bỏ một"
    if message == _TOML_DEEP:
        return "các mục lồng nhau quá sâu, không phải tệp do người viết"
    if message.endswith("(at end of document)"):
        return "sai cú pháp: tệp dừng giữa chừng"
    told = _starting(getattr(error, "msg", ""), _JSON)
    return told or type(error).__name__


def _starting(text: str, known: Iterable[tuple[str, str]]) -> str:
    return next((told for start, told in known if text.startswith(start)), "")
