"""The 29 procedures: official facts, and how far each of them may be trusted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from portal_bot.catalogue._data import read, where
from portal_bot.errors import PortalBotError


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A paper that the procedure asks for."""

    key: str
    name: str
    required: bool | None
    """``None``: only in some cases."""
    present_only: bool
    original_or_copy: str
    copies: int


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of a term, where sources differ or only one place says it."""

    value: int
    unit: str | None
    """``None``: the source printed none."""
    text: str
    source: str

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long the office may take."""

    value: int
    unit: str
    same_day: bool
    cutoff_time: str | None
    longest: int | None
    """When something must be verified; ``None``: unknown (`longest_unknown`), or never told of."""
    text: str
    longest_unknown: str | None = None
    """Why nobody knows the longest term, in words for people."""
    accounts: tuple[Account, ...] = ()

    @property
    def at_longest(self) -> str:
        """The longest term in words for people; empty where no text speaks of one."""
        if self.longest is not None:
            return f"cần xác minh thì lâu nhất {self.longest} ngày"
        return "cần xác minh thì lâu nhất: chưa rõ" if self.longest_unknown else ""

    @property
    def disagreement(self) -> str:
        """What the sources say, each with its name; empty where there is one answer."""
        return "; ".join(f"{each.text} ({each.source})" for each in self.accounts)

    @property
    def counting(self) -> str:
        """How the day of appointment is counted, in words for people."""
        return f"{self._counting}; hồ sơ đến vào ngày nghỉ là nhận ngày làm việc kế tiếp"

    @property
    def _counting(self) -> str:
        if self.same_day:
            return (
                f"nhận đến {self.cutoff_time} thì trả trong ngày, sau đó thì ngày làm việc kế tiếp"
            )
        if self.unit == "calendar_days":
            return (
                "đếm cả ngày nghỉ, từ hôm sau ngày nhận; ngày cuối là ngày nghỉ thì chuyển sang "
                "ngày làm việc kế tiếp"
            )
        return (
            "đếm từ ngày làm việc sau ngày nhận; không đếm thứ bảy, chủ nhật, ngày lễ, ngày nghỉ "
            "hoán đổi; thứ bảy làm bù thì đếm"
        )


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs. An amount of ``None`` was not found; the reference may be configured away."""

    amount: int | None
    reference: int | None
    unit: str
    verified: bool
    exemptions: str
    cases: tuple[dict[str, Any], ...]
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """One entry of the catalogue."""

    no: int
    code: str
    slug: str
    name: str
    name_en: str
    domain: str
    level: int
    level_note: str
    form: str
    result: str
    papers: tuple[PaperFact, ...]
    deadline: Deadline
    fee: Fee
    return_methods: tuple[str, ...]
    who_may_submit: tuple[str, ...]
    legal_basis: tuple[str, ...]
    later_law: str
    confidence: str
    code_verified: bool
    predecessor_code: str | None

    @property
    def reconstruction(self) -> str:
        """What of this entry was rebuilt without its source, in words for people."""
        code = "" if self.code_verified else " Mã thủ tục ghi theo trí nhớ, chưa thấy trong nguồn."
        return (
            "Việc thủ tục này nằm trong danh mục và mức độ dịch vụ là phục dựng: "
            f"chưa tìm được phụ lục Quyết định 897/QĐ-UBND.{code}"
        )


class BrokenFacts(PortalBotError):
    """An entry of the catalogue that lacks a fact: its own dossiers fail, the others go on."""

    code = "facts_broken"


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry in which a fact is missing: its file, and what is wrong, for people."""

    file: str
    told: str


@dataclass(frozen=True, slots=True)
class _Read:
    whole: dict[str, ProcedureFacts]
    broken: dict[str, Broken]
    codes: dict[str, str]


@cache
def _all() -> _Read:
    read_ = _Read({}, {}, {})
    for number, row in enumerate(read("procedures")["procedures"], 1):
        slug = str(row.get("slug", f"#{number}"))
        read_.codes[str(row.get("code", ""))] = slug
        try:
            read_.whole[slug] = _facts(row)
        except (KeyError, TypeError, AttributeError) as error:
            read_.broken[slug] = _why(slug, error)
    return read_


def _why(slug: str, error: Exception) -> Broken:
    file = where("procedures")
    what = f"thiếu mục {error}" if isinstance(error, KeyError) else f"sai kiểu ({error})"
    return Broken(
        file,
        f"danh mục thủ tục bị lỗi ở mục “{slug}” ({file}): {what}; báo người bảo trì, các thủ tục "
        "khác vẫn dùng được",
    )


def procedures() -> dict[str, ProcedureFacts]:
    """All procedures whose facts are whole, by slug, in the catalogue's order."""
    return _all().whole


def broken_procedures() -> dict[str, Broken]:
    """The entries in which a fact is missing, by slug."""
    return _all().broken


def slugs_by_code() -> dict[str, str]:
    """The slug of each national code."""
    return _all().codes


def procedure(slug_or_code: str) -> ProcedureFacts | None:
    """The entry with this slug or national code.

    Raises:
        BrokenFacts: there is one, and a fact is missing in it.
    """
    slug = slugs_by_code().get(slug_or_code, slug_or_code)
    if (broken := broken_procedures().get(slug)) is not None:
        raise BrokenFacts(broken.told, field="procedure")
    return procedures().get(slug)


def count_contradiction() -> dict[str, Any]:
    """The source says 28 procedures, and its parts sum to 29: both are kept in sight."""
    contradiction: dict[str, Any] = read("procedures")["count_contradiction"]
    return contradiction


def reconstructed_fields(slug: str) -> frozenset[str]:
    """The procedure's fields that stand on no form that was seen, each as ``"section / label"``."""
    return frozenset(read("reconstructed_fields")["fields"].get(slug, ()))


def _facts(row: dict[str, Any]) -> ProcedureFacts:
    return ProcedureFacts(
        **{key: row[key] for key in _SAME},
        name=row["name_vi"],
        domain=row["domain_vi"],
        papers=tuple(_paper(paper) for paper in row["papers"]),
        deadline=_deadline(row["deadline"]),
        fee=_fee(row["fee"]),
        predecessor_code=row.get("predecessor_code"),
        return_methods=tuple(row["return_methods"]),
        who_may_submit=tuple(row["who_may_submit"]),
        legal_basis=tuple(row["legal_basis"]),
    )


_SAME = (
    "no", "code", "slug", "name_en", "level", "level_note", "form", "result", "later_law",
    "confidence", "code_verified",
)  # fmt: skip


def _paper(row: dict[str, Any]) -> PaperFact:
    required = row["required"]
    return PaperFact(
        row["key"],
        row["name_vi"],
        required if isinstance(required, bool) else None,
        row["present_only"],
        row["original_or_copy"],
        row["copies"],
    )


def _deadline(row: dict[str, Any]) -> Deadline:
    return Deadline(
        row["value"],
        row["unit"],
        row["same_day"],
        row["cutoff_time"],
        row["max_value_if_verification"],
        row["text_vi"],
        row.get("max_unknown_why"),
        tuple(Account(**account) for account in row.get("accounts", ())),
    )


def _fee(row: dict[str, Any]) -> Fee:
    return Fee(
        row["amount_vnd"],
        row["reference_amount_vnd"],
        row["unit"],
        row["amount_verified"],
        row["exemptions_vi"],
        tuple(row["cases"]),
        row.get("formula"),
    )
