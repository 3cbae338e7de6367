"""How a form that the portal shows differs from the one that is known, question by question.

A question is known by its name; it is filled in by section and label, and a choice by its words.
So whatever of these is another breaks, of each question that a person may fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from portal_bot.form.contract import Weight
from portal_bot.form.text import label_key, places_of, squeeze
from portal_bot.portals.national.holders_block import NAME, NUMBER, SUBMITTER
from portal_bot.published.difference import CatalogueDrift, of_form
from portal_bot.published.survey_form import Kind, PublishedForm, SurveyQuestion

# Of a hundred; from here on a question that is new looks like one that is gone.
_LIKE = 75
_FACES: dict[Kind, str] = {
    "text": "ô chữ",
    "number": "ô số",
    "date": "ô ngày",
    "choice": "ô chọn một",
    "several": "ô chọn nhiều",
    "tick": "ô đánh dấu",
    "table": "bảng",
    "closed": "ô chọn tệp, hoặc loại ô chưa biết",
}
# Of these two public evidence did not see which one a form has.
_EITHER: frozenset[Kind] = frozenset({"text", "date"})
# A question that asks where, and the parts of the address that it opens.
_WHERE = {label_key("Trong nước"), label_key("Khác")}
_PARTS = {label_key(x) for x in ("Quốc gia", "Tỉnh/Thành phố", "Phường/Xã", "Địa chỉ chi tiết")}
# Filled in by the portal, and read before anything is: whose account it is.
_HOLDER = {label_key(x) for x in (NAME, NUMBER)}
_COMPARED = re.compile(r"(\{(\w+)\}\s*(?:=|<>|!=)=?\s*)'([^']*)'")
_Told = tuple[Weight, str, str]


@dataclass(frozen=True, slots=True)
class KnownForm:
    """What is known of a form.

    Attributes:
        form: its questions, and its version where that is known.
        whole: whether all its questions are known; else one that is not among them may be old.
        since: when it was kept; empty: only the facts beside the flow say it.
    """

    form: PublishedForm
    whole: bool
    since: str = ""


@dataclass(slots=True)
class _Comparing:
    known: KnownForm
    seen: PublishedForm
    now: dict[str, list[SurveyQuestion]] = field(init=False)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.now = {}
        for one in self.seen.questions:
            self.now.setdefault(one.name, []).append(one)

    @property
    def strangers(self) -> list[SurveyQuestion]:
        """Those that are not known by their names."""
        names = {one.name for one in self.known.form.questions} | self.taken
        return [one for one in self.seen.questions if one.name not in names]


def form_differences(known: KnownForm, seen: PublishedForm) -> list[CatalogueDrift]:
    """All that is different, in the order of the known questions; what is new follows."""
    at = _Comparing(known, seen)
    found: list[CatalogueDrift] = []
    for one in known.form.questions:
        now = at.now.get(one.name, [])
        if not now:
            found.append(_gone(one, at))
        elif len(now) > 1:
            words = f"có {len(now)} câu hỏi cùng tên, không biết câu nào"
            found.append(of_form("breaking", "twice", one.place, words))
        else:
            found += (
                of_form(w, what, one.place, told) for w, what, told in _changes(one, now[0], at)
            )
    found += map(_added, at.strangers) if known.whole else _not_known(at.strangers)
    found += _torn(at)
    if _moved(at):
        found.append(of_form("cosmetic", "order", "", "thứ tự các câu hỏi đã đổi"))
    return [*_version(known.form.version, seen.version), *found]


def _version(known: str, seen: str) -> Iterator[CatalogueDrift]:
    if seen and known and known != seen:
        words = f"phiên bản {seen}, ta biết {known}"
        yield of_form("additive", "form_version", "", words)


def _gone(one: SurveyQuestion, at: _Comparing) -> CatalogueDrift:
    weight: Weight = "breaking" if _is_ours(one) else "additive"
    near = _namesake(one, at.strangers)
    if near is None:
        return of_form(weight, "removed", one.place, "không còn câu hỏi này")
    at.taken.add(near.name)
    retyped = "" if near.kind == one.kind else f", nay là {_FACES[near.kind]}"
    words = f"có thể đã đổi tên thành “{near.place}”{retyped}"
    return of_form(weight, "renamed", one.place, words)


def _is_ours(one: SurveyQuestion) -> bool:
    """Whether a filing hangs on it: filled in by us, or held against the dossier."""
    if not one.read_only:
        return True
    there = label_key(one.section or "") == label_key(SUBMITTER)
    return there and label_key(one.title or "") in _HOLDER


def _namesake(one: SurveyQuestion, strangers: Sequence[SurveyQuestion]) -> SurveyQuestion | None:
    """The new question that this one may have become: the same words, or a name much like it."""
    if one.title:
        for each in strangers:
            same = label_key(each.title or "") == label_key(one.title)
            if same and label_key(each.section or "") == label_key(one.section or ""):
                return each
    names = {place: each.name for place, each in enumerate(strangers)}
    likest = process.extractOne(one.name, names, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return None if likest is None else strangers[likest[2]]


def _not_known(strangers: Sequence[SurveyQuestion]) -> Iterator[CatalogueDrift]:
    """Where not all questions are known, those that are not may have been there before."""
    if strangers:
        names = ", ".join(one.name for one in strangers)
        words = f"{len(strangers)} câu hỏi ta chưa biết, không rõ mới hay cũ: {names}"
        yield of_form("additive", "unknown_questions", "", words)


def _added(one: SurveyQuestion) -> CatalogueDrift:
    if one.read_only:
        return of_form("additive", "added", one.place, "câu hỏi mới, cổng tự điền")
    if one.required is False:
        return of_form("additive", "added", one.place, "câu hỏi mới, không bắt buộc")
    how = "bắt buộc" if one.required else "không rõ có bắt buộc hay không"
    return of_form("breaking", "added_required", one.place, f"câu hỏi mới, {how}, ta không điền")


def _changes(was: SurveyQuestion, now: SurveyQuestion, at: _Comparing) -> Iterator[_Told]:
    """What is different in one question; of what only the portal fills in, nothing breaks."""
    told = [*_kind(was, now, at), *_words(was, now), *_rights(was, now)]
    told += [*_options(was, now), *_conditions(was, now, at), *_limits(was, now)]
    ours = _is_ours(was) or not now.read_only
    for weight, what, words in told:
        yield (weight if ours or weight != "breaking" else "additive"), what, words


def _kind(was: SurveyQuestion, now: SurveyQuestion, at: _Comparing) -> Iterator[_Told]:
    unsure = at.known.since == "" and {was.kind, now.kind} <= _EITHER
    if was.kind != now.kind and not unsure:
        yield "breaking", "retyped", f"nay là {_FACES[now.kind]}, trước là {_FACES[was.kind]}"


def _words(was: SurveyQuestion, now: SurveyQuestion) -> Iterator[_Told]:
    for what, before, after in (
        ("relabelled", was.title, now.title),
        ("moved", was.section, now.section),
    ):
        if before is None or after is None or before == after:
            continue
        if label_key(before) != label_key(after):
            yield "breaking", what, f"nay ghi “{squeeze(after) or '(trống)'}”"
        else:
            yield "cosmetic", "spelling", f"cách viết khác: “{squeeze(after)}”"


def _rights(was: SurveyQuestion, now: SurveyQuestion) -> Iterator[_Told]:
    if now.read_only and was.read_only is False:
        yield "breaking", "read_only", "nay chỉ đọc, ta không điền được"
    elif was.read_only and not now.read_only:
        weight: Weight = "additive" if now.required is False else "breaking"
        yield weight, "opened", "trước cổng tự điền, nay phải điền"
    if was.required is False and now.required:
        yield "breaking", "required", "nay bắt buộc"
    elif was.required is False and now.required is None:
        yield "breaking", "required", "không còn rõ có bắt buộc hay không"
    elif was.required and now.required is False:
        yield "cosmetic", "optional", "nay không bắt buộc"


def _options(was: SurveyQuestion, now: SurveyQuestion) -> Iterator[_Told]:
    if was.options is None or now.options is None:
        if was.options is not None and now.kind == "choice":
            yield "additive", "list_later", "danh sách nay được tải sau, không còn xem trước được"
        return
    before, after = [text for _, text in was.options], [text for _, text in now.options]
    for text in dict.fromkeys(before):
        there = len(places_of(text, after))
        if there != 1 and there != len(places_of(text, before)):
            how = f"có {there} lựa chọn" if there else "không còn lựa chọn"
            yield "breaking", "options", f"{how} “{squeeze(text)}”"
    for text in after:
        places = places_of(text, before)
        if not places:
            yield "additive", "option", f"thêm lựa chọn “{squeeze(text)}”"
        elif text not in before:
            yield (
                "cosmetic",
                "spelling",
                f"lựa chọn “{before[places[0]]}” nay ghi “{squeeze(text)}”",
            )
    if _meant_otherwise(was.options, now.options):
        # What hangs on a value says so in its own condition.
        yield "cosmetic", "values", "giá trị sau lựa chọn đã đổi"


def _meant_otherwise(was: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> bool:
    """Whether words that are on both stand for another value."""
    values = {label_key(text): value for value, text in was}
    return any(values.get(label_key(text), value) != value for value, text in now)


def _conditions(was: SurveyQuestion, now: SurveyQuestion, at: _Comparing) -> Iterator[_Told]:
    if was.shown_if is None or now.shown_if is None:
        return
    if _in_words(was.shown_if, at.known.form) != _in_words(now.shown_if, at.seen):
        yield "breaking", "condition", "điều kiện hiện câu hỏi đã đổi"


def _in_words(condition: str, form: PublishedForm) -> str:
    """The same condition with the words of a choice for its value, however it is spaced."""
    words = {
        (one.name, value): label_key(text)
        for one in form.questions
        for value, text in one.options or ()
    }
    said = _COMPARED.sub(
        lambda found: f"{found[1]}“{words.get((found[2], found[3]), found[3])}”", condition
    )
    return said.replace(" ", "")


def _limits(was: SurveyQuestion, now: SurveyQuestion) -> Iterator[_Told]:
    if was.limits is None or now.limits is None or set(was.limits) == set(now.limits):
        return
    tighter = [one for one in now.limits if one not in was.limits and _is_tighter(one, was.limits)]
    weight: Weight = "breaking" if tighter else "additive"
    yield weight, "limits", f"giới hạn {'chặt hơn' if tighter else 'rộng hơn'}"


def _is_tighter(limit: str, before: Sequence[str]) -> bool:
    """Whether it may refuse what was taken before; of a check that is new, nobody can tell."""
    name, _, number = limit.partition("=")
    old = next((one.partition("=")[2] for one in before if one.startswith(f"{name}=")), None)
    try:
        less = old is None or float(number) < float(old)
    except ValueError:
        return True
    return not less if name == "min" and old is not None else less


def _torn(at: _Comparing) -> Iterator[CatalogueDrift]:
    """Parts of an address that no longer stand below their question: only order tells whose."""
    if not at.known.since:
        return
    was, now = _addresses(at.known.form), _addresses(at.seen)
    for one in at.known.form.questions:
        if one.name in at.now and was.get(one.name) != now.get(one.name):
            words = "không còn đứng dưới câu hỏi nơi chốn của nó, nên không biết là của địa chỉ nào"
            yield of_form("breaking", "address", one.place, words)


def _addresses(form: PublishedForm) -> dict[str, str]:
    """By the name of each part of an address, the question that asks where."""
    found: dict[str, str] = {}
    above: SurveyQuestion | None = None
    for one in form.questions:
        if {label_key(text) for _, text in one.options or ()} == _WHERE:
            above = one
        elif above is None or one.section != above.section or _title(one) not in _PARTS:
            above = None
        else:
            found[one.name] = above.name
    return found


def _title(one: SurveyQuestion) -> str:
    return label_key(one.title or "")


def _moved(at: _Comparing) -> bool:
    """Whether the questions that are there as before stand in another order."""
    place = {one.name: n for n, one in enumerate(at.seen.questions)}
    places = [place[one.name] for one in at.known.form.questions if one.name in place]
    # What only the facts say has no order.
    return bool(at.known.since) and places != sorted(places)
