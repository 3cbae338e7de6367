"""A procedure as people read it: the sheet that `show` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal_bot.catalogue.fact_words import LEVELS_NOW, UNITS
from portal_bot.catalogue.legal import written
from portal_bot.cli.console import out
from portal_bot.cli.tables import money

_REQUIRED = {True: "bắt buộc", False: "", "conditional": "có điều kiện"}
_TYPES = {
    "text": "chữ",
    "choice": "chọn",
    "date": "ngày",
    "birth_date": "ngày sinh",
    "birth_year": "năm sinh",
    "person_name": "họ tên",
    "citizen_id": "số định danh",
    "id_number": "số giấy tờ",
    "phone": "số điện thoại",
    "email": "email",
    "address": "địa chỉ",
    "ethnicity": "dân tộc",
    "nationality": "quốc tịch",
    "locality": "xã, huyện, tỉnh",
    "quantity": "số",
    "money": "số tiền, đồng",
    "decimal": "số, có thể có phần lẻ",
    "confirmed": "đánh dấu",
    "tick": "có hay không",
    "partial_date": "ngày, có thể chỉ có năm",
    "partial_birth_date": "ngày sinh, có thể chỉ có năm",
}
_RETURNS = {"in_person": "trực tiếp", "postal": "bưu chính", "electronic": "bản điện tử"}
_CONFIDENCE = {"high": "cao", "medium": "vừa", "low": "thấp"}
# A list longer than this is a national list that everybody knows.
_FEW = 12


def print_sheet(described: Mapping[str, Any]) -> None:
    """Prints what `describe` tells of a procedure."""
    console = out()
    console.print(described["title"], style="bold")
    for line in (
        *_head(described),
        *_fields(described),
        *_papers(described),
        *_law(described),
        *_trust(described),
    ):
        console.print(line, style="bold" if line and not line.startswith(" ") else None)


def _head(of: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {of['slug']} · mã {of['code']} · mức độ {_level(of)}{_recalled(of)}"
    if "fee" not in of:
        return
    yield f"  Lĩnh vực: {of['domain']}. Kết quả: {of['result']}. Mẫu: {of['form']}"
    yield f"  Thời hạn: {_deadline(of['deadline'])}"
    yield f"  Cách tính ngày hẹn: {_counting(of['deadline'])}"
    if of["deadline"]["accounts"]:
        yield "  Về thời hạn, các nguồn nói khác nhau:"
        for account in of["deadline"]["accounts"]:
            yield f"    {account['text']}: {account['source']}"
    yield f"  Lệ phí: {_fee(of['fee'])}"
    for case in of["fee"]["cases"]:
        yield f"    {_case(case, of['fee'])}"
    if of["fee"]["exemptions"]:
        yield f"  Miễn, giảm: {of['fee']['exemptions']}"
    if of["return_methods"]:
        yield f"  Trả kết quả: {', '.join(_RETURNS.get(m, m) for m in of['return_methods'])}"


def _recalled(of: Mapping[str, Any]) -> str:
    return " · mã chưa xác minh" if of.get("code_verified") is False else ""


def _level(of: Mapping[str, Any]) -> str:
    if not of["level"]:
        return "chưa rõ"
    now = LEVELS_NOW.get(of["level"], "")
    known = [f"nay là {now}" if now else "", "phục dựng" if of.get("level_reconstructed") else ""]
    told = "; ".join(part for part in known if part)
    return f"{of['level']} ({told})" if told else str(of["level"])


def _counting(deadline: Mapping[str, Any]) -> str:
    if deadline["longest"] is not None:
        return f"{deadline['counting']}; cần xác minh thì lâu nhất {deadline['longest']} ngày"
    if why := deadline["longest_unknown"]:
        return f"{deadline['counting']}; cần xác minh thì lâu nhất: chưa rõ ({why})"
    return str(deadline["counting"])


def _case(case: Mapping[str, Any], fee: Mapping[str, Any]) -> str:
    amount, reference = case["amount_vnd"], case.get("reference_amount_vnd")
    if amount is None:
        told = "chưa tìm được mức của tỉnh"
        told += f", tham khảo {money(reference)}" if reference else ""
    else:
        told = f"{money(amount)}/{case.get('unit') or fee['unit']}" if amount else "không thu"
    source = f" ({case['source']})" if case.get("source") else ""
    return f"{case['case_vi']}: {told}{source}"


def _deadline(deadline: Mapping[str, Any]) -> str:
    if deadline["value"] is None:
        return deadline["text"] or "chưa rõ"
    brief = f"{deadline['value']} {UNITS.get(deadline['unit'], deadline['unit'])}"
    more = deadline["text"] and deadline["text"].lstrip("0") != brief
    return f"{brief}. {deadline['text']}" if more else brief


def _fee(fee: Mapping[str, Any]) -> str:
    amount, reference = fee["amount_vnd"], fee["reference_amount_vnd"]
    told = "chưa tìm được" if amount is None else money(amount)
    if amount == 0:
        told = "không thu"
    if reference and reference != amount:
        told += f" (mức tham khảo {money(reference)}{_per(fee)})"
    else:
        told += _per(fee) if amount else ""
    return told if fee["verified"] else f"{told}; chưa xác minh ở địa phương"


def _per(fee: Mapping[str, Any]) -> str:
    return f"/{fee['unit']}" if fee["unit"] else ""


def _fields(of: Mapping[str, Any]) -> Iterator[str]:
    blocks = {field["path"]: field["title"] for field in of["fields"] if _is_block(field)}
    yield ""
    yield "Mục khai (declaration)"
    section = None
    for field in of["fields"]:
        top = field["path"].partition(".")[0].removesuffix("[]")
        if top != section and _is_block(field):
            yield f"  {'; '.join(_told(field))}"
        elif field["type"] != "block" or field.get("when_text"):
            yield from _field(field, blocks)
        section = top


def _is_block(field: Mapping[str, Any]) -> bool:
    return field["type"] in {"block", "table"}


def _field(field: Mapping[str, Any], blocks: Mapping[str, str]) -> Iterator[str]:
    told = "; ".join(_told(field))
    yield f"    {field['path']:<34} {_inner(field['path'], blocks)}{told}"
    options = field.get("options") or []
    if options and len(options) <= _FEW:
        listed = ", ".join(f"{option['label']} `{option['value']}`" for option in options)
        yield f"    {'':<34}   {listed}"


def _told(field: Mapping[str, Any]) -> Iterator[str]:
    """The title, what kind of answer it takes, and whether it must be given."""
    yield field["title"]
    if not _is_block(field):
        yield _TYPES.get(field["type"], field["type"])
        if required := _REQUIRED[field["required"]]:
            yield required
    if field.get("when_text"):
        yield f"khi {field['when_text']}"
    if field.get("same_as"):
        yield "để trống thì lấy theo chủ hồ sơ"
    if "min" in field and "max" in field:
        yield f"từ {field['min']} đến {field['max']}"
    if "default" in field:
        yield f"mặc định {field['default']}"
    if field.get("note"):
        yield field["note"]
    if field.get("reconstructed"):
        yield "phục dựng"


def _inner(path: str, blocks: Mapping[str, str]) -> str:
    """The title of the block within the section, as on the form."""
    parent = path.rpartition(".")[0].removesuffix("[]")
    return f"{blocks[parent]} / " if "." in parent and parent in blocks else ""


def _papers(of: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "Thành phần hồ sơ (papers)"
    for paper in of["papers"]:
        told = [paper["title"], _REQUIRED[paper["required"]]]
        if paper["present_only"]:
            told.append("chỉ xuất trình ở quầy")
        if paper.get("when_text"):
            told.append(f"khi {paper['when_text']}")
        yield f"    {paper['key']:<34} {'; '.join(part for part in told if part)}"


def _law(of: Mapping[str, Any]) -> Iterator[str]:
    if not of.get("law"):
        return
    yield ""
    yield "Mức do luật định"
    for law in of["law"]:
        told = "; ".join(_legal(case, law) for case in law["cases"] or (law,))
        recalled = "; ghi theo trí nhớ" if law["recalled"] else ""
        since = date.fromisoformat(law["began"]).strftime("%d/%m/%Y")
        yield f"    {law['what']}: {told}. {law['source']} (áp dụng từ {since}{recalled})"


def _legal(of: Mapping[str, Any], law: Mapping[str, Any]) -> str:
    """One value with its unit; that of a case, with the case."""
    value, unit = of["value"], law["unit"]
    told = f"năm {value}" if unit == "năm dương lịch" else f"{written(value)} {unit}".strip()
    return f"{of['label']} = {told}" if of.get("label") else told


def _sureness(of: Mapping[str, Any]) -> Iterator[str]:
    """As far as the facts say how sure they are."""
    if of["confidence"]:
        yield f"mức tin cậy: {_CONFIDENCE[of['confidence']]}"
    if of["code_verified"] is not None:
        seen = "đã thấy" if of["code_verified"] else "chưa thấy"
        yield f"mã thủ tục {seen} trong nguồn"


def _trust(of: Mapping[str, Any]) -> Iterator[str]:
    if "reconstruction" not in of:
        return
    yield ""
    yield "Tin được tới đâu"
    if said := "; ".join(_sureness(of)):
        yield f"  {said[:1].upper()}{said[1:]}"
    if of["reconstruction"]:
        yield f"  Phục dựng: {of['reconstruction']}"
    if rebuilt := sum(bool(field.get("reconstructed")) for field in of["fields"]):
        yield f"  {rebuilt} mục khai ghi “phục dựng” ở trên không có trên mẫu nào đã thấy"
    if of.get("level_reconstructed"):
        yield f"  Mức độ {of['level']} là phục dựng: chưa thấy trong văn bản nào của địa phương"
    yield f"  Căn cứ: {'; '.join(of['legal_basis'])}"
    if of["later_law"]:
        yield "  Về sau có luật mới: trước khi nộp, hỏi một cửa mẫu và thời hạn đang dùng"
