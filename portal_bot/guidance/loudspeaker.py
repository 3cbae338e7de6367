"""What the commune's loudspeaker says of one procedure, in at most a minute and a half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal_bot.dossier.number_words import number_in_words
from portal_bot.guidance.leaflet_facts import LeafletFacts
from portal_bot.guidance.read_aloud import SYLLABLES_A_SECOND, read_aloud, seconds_of
from portal_bot.guidance.whereabouts import Whereabouts

LONGEST_S = 90
_LONG_TITLE = 30
_HOW_ESTIMATED = (
    f"{number_in_words(int(SYLLABLES_A_SECOND))} tiếng một giây, cộng các chỗ nghỉ ở dấu câu"
)
# Brackets say to a reader what a listener does not need.
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# What is handed in where the paper itself is missing.
_OTHERWISE = re.compile(r"\s*;\s*(?:nếu )?không có\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is read aloud.

    Attributes:
        sentences: in words only.
        seconds: how long it takes, as `read_aloud` estimates it.
    """

    sentences: Sequence[str]
    seconds: int


@dataclass(frozen=True, slots=True)
class _Length:
    """How much is told: so many of the papers, and whether each further part is."""

    papers: int
    who: bool = True
    contact: bool = True
    title_syllables: int = _LONG_TITLE


def announcement(of: LeafletFacts, where: Whereabouts) -> Announcement:
    """The longest of several texts that is read in time: papers are left out from the end."""
    made = Announcement((), 0)
    for length in _lengths(len(_papers(of))):
        sentences = tuple(map(read_aloud, _sentences(of, where, length)))
        made = Announcement(sentences, seconds_of(" ".join(sentences)))
        if made.seconds <= LONGEST_S:
            break
    return made


def _lengths(papers: int) -> Iterator[_Length]:
    """The whole first; the last is read in time whatever the facts say."""
    yield from (_Length(count) for count in range(papers, 0, -1))
    yield from (_Length(count, who=False) for count in range(papers, -1, -1))
    yield _Length(0, who=False, contact=False)
    yield _Length(0, who=False, contact=False, title_syllables=_LONG_TITLE // 3)


def loudspeaker_text(of: LeafletFacts, where: Whereabouts) -> str:
    """The file: a head for the announcer, in lines that begin with #, and what is read."""
    made = announcement(of, where)
    practice = ["# THỬ NGHIỆM: không phát ra loa."] if where.practice else []
    head = [
        f"# Bài đọc loa: {of.short}",
        *practice,
        f"# Ước tính {number_in_words(made.seconds)} giây: {_HOW_ESTIMATED}.",
        "# Dòng có dấu # thì không đọc.",
        *(
            f"# Phục dựng hoặc chưa xác minh: {name}, {read_aloud(doubt)}"
            for name, doubt in _doubts(of)
        ),
    ]
    return "\n".join([*head, "", *made.sentences, ""])


def _doubts(of: LeafletFacts) -> Iterator[tuple[str, str]]:
    """What is doubtful, and why."""
    parts = (("mã thủ tục", (of.code,)), ("mức độ", (of.level,)), ("tờ khai", (of.form,)))
    for name, lines in (*parts, (_TERM, of.term), (_FEE, of.fee)):
        yield from ((name, line.doubt) for line in lines if line.doubt)


_TERM, _FEE = "thời hạn", "mức tiền"


def _sentences(of: LeafletFacts, where: Whereabouts, length: _Length) -> Iterator[str]:
    yield f"{where.committee} hướng dẫn bà con làm thủ tục {_title(of, length.title_syllables)}."
    yield of.way.spoken
    if length.who and of.who:
        yield f"Người được nộp: {', '.join(of.who)}."
    yield _papers_told(of, length.papers)
    yield f"Thời gian giải quyết: {_lowered(of.term[0].text)}."
    yield f"Tiền phải nộp: {_lowered(of.fee_in_short.text)}."
    yield f"Nhận kết quả: {', hoặc '.join(_lowered(_BRACKETS.sub('', w)) for w in of.returns)}."
    if doubtful := [name for name in (_TERM, _FEE) if name in dict(_doubts(of))]:
        told = " và ".join(doubtful)
        yield f"{told[0].upper()}{told[1:]} chưa kiểm chứng, bà con hỏi lại xã trước khi nộp."
    contact = where.contact.strip().rstrip(".") if length.contact else ""
    yield (
        "Bà con chưa quen làm trên mạng, xin đến Bộ phận Một cửa, có người làm giúp"
        f"{', ' if contact else ''}{contact}."
    )


def _title(of: LeafletFacts, syllables: int) -> str:
    whole = _lowered(_BRACKETS.sub("", of.title))
    if len(whole.split()) <= syllables:
        return whole
    return " ".join(_lowered(of.short).rstrip(" …").split()[:syllables]).rstrip(",;")


def _papers(of: LeafletFacts) -> list[str]:
    """What everybody needs; a listener does not keep in mind what only some do."""
    lines = (line for group in of.papers for line in group.papers if line.needed is True)
    return [_lowered(_OTHERWISE.sub("", _BRACKETS.sub("", line.name))) for line in lines]


def _papers_told(of: LeafletFacts, count: int) -> str:
    papers = _papers(of)
    if not count or not papers:
        return "Giấy tờ cần mang theo, xin hỏi Bộ phận Một cửa."
    all_told = count == len(papers)
    depends = any(line.needed is None for group in of.papers for line in group.papers)
    rest = "" if all_told and not depends else " Tùy trường hợp còn giấy tờ khác."
    return f"Giấy tờ cần có: {'; '.join(papers[:count])}.{rest}"


def _lowered(text: str) -> str:
    """Within a sentence; CMND and the like keep their letters."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
