"""The text of a file: what YAML and JSON make of a slip, and what programs save instead of it."""

from __future__ import annotations

import json
import re
from random import Random

import yaml

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Written

fault, right = kinds_of("files")
_PHONE = re.compile(r"^(  phone: )['\"]?([^'\"\n]+)['\"]?$", re.MULTILINE)
_KEY = re.compile(r"^  ([a-z_]+): (?=\S)", re.MULTILINE)

_SECOND = re.compile(r"^(  [a-z_]+: [^\n]+\n)  ([a-z_]+): (?=\S)", re.MULTILINE)


def _one(pattern: re.Pattern[str], text: str, dice: Random, new: str) -> str:
    """One of the places, otherwise."""
    found = dice.choice(list(pattern.finditer(text)))
    return text[: found.start()] + found.expand(new) + text[found.end() :]


def _as_json(text: str) -> str:
    return json.dumps(yaml.load(text, yaml.BaseLoader), ensure_ascii=False, indent=1)


@fault.text()
def a_key_twice(text: str, dice: Random) -> Written:
    found = dice.choice(list(_KEY.finditer(text)))
    line = text[found.start() : text.index("\n", found.start()) + 1]
    return Written(f"{text[: found.start()]}{line}{text[found.start() :]}".encode())


@fault.text()
def a_tab_for_blanks(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, r"\t\1: ").encode())


@fault.text()
def no_blank_behind_a_colon(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, r"  \1:").encode())


@fault.text()
def a_wide_colon(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, "  \\1\uff1a ").encode())


@fault.text()
def an_equals_sign_for_a_colon(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, r"  \1 = ").encode())


@fault.text()
def a_line_pushed_to_the_right(text: str, dice: Random) -> Written:
    """Behind a value on the line above: of a group by itself it would be no fault."""
    return Written(_one(_SECOND, text, dice, r"\1     \2: ").encode())


@fault.text()
def a_line_pushed_to_the_left(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, r" \1: ").encode())


@fault.text()
def a_quote_that_is_not_closed(text: str, dice: Random) -> Written:
    return Written(_one(_PHONE, text, dice, r'\1"\2').encode())


@fault.text()
def a_no_break_space_before_a_key(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, "\u00a0 \\1: ").encode())


@fault.text()
def an_unseen_sign_in_a_key(text: str, dice: Random) -> Written:
    return Written(_one(_KEY, text, dice, "  \\1\u200b: ").encode())


@fault.text()
def two_dossiers_in_one_file(text: str, _dice: Random) -> Written:
    return Written(f"{text}---\n{text}".encode())


@fault.text()
def half_of_a_file(text: str, _dice: Random) -> Written:
    return Written(text[: len(text) // 2].rpartition("\n")[0].encode())


@fault.text()
def an_empty_file(_text: str, dice: Random) -> Written:
    return Written(dice.choice((b"", b"\n\n", b"# later\n", b"---\n", b"\xef\xbb\xbf")))


@fault.text()
def no_text_at_all(_text: str, dice: Random) -> Written:
    return Written(
        dice.choice((b"%PDF-1.7\n", b"PK\x03\x04\0\0", b"\x89PNG\r\n\x1a\n", dice.randbytes(300)))
    )


@fault.text()
def saved_in_another_code(text: str, dice: Random) -> Written:
    code = dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1258"))
    return Written(text.encode(code, "ignore"))


@fault.text()
def an_alias_of_yaml(text: str, _dice: Random) -> Written:
    return Written(f"{text}x: &a [1]\ny: *a\n".encode())


@fault.text()
def a_tag_of_yaml(text: str, dice: Random) -> Written:
    return Written(_one(_PHONE, text, dice, r"\1!!python/object/apply:os.system [\2]").encode())


@fault.text()
def a_value_lost_behind_a_hash(text: str, dice: Random) -> Written:
    return Written(_one(_PHONE, text, dice, r"\1# \2").encode())


@fault.text()
def a_comma_too_many_in_json(text: str, dice: Random) -> Written:
    said = _as_json(text)
    at = dice.choice([found.start() for found in re.finditer(r"\n *\}", said)])
    return Written(f"{said[:at]},{said[at:]}".encode(), ".json")


@fault.text()
def single_quotes_in_json(text: str, _dice: Random) -> Written:
    return Written(_as_json(text).replace('"', "'").encode(), ".json")


@fault.text()
def a_remark_in_json(text: str, _dice: Random) -> Written:
    return Written(_as_json(text).replace("{", "{ // hồ sơ", 1).encode(), ".json")


@fault.text()
def a_key_twice_in_json(text: str, _dice: Random) -> Written:
    said = _as_json(text).replace('"phone": ', '"phone": "0905000999", "phone": ', 1)
    return Written(said.encode(), ".json")


@fault.text()
def half_of_json(text: str, _dice: Random) -> Written:
    said = _as_json(text)
    return Written(said[: len(said) // 2].encode(), ".json")


@fault.text()
def a_number_that_lost_its_zero_in_json(text: str, _dice: Random) -> Written | None:
    said, found = re.subn(r'"citizen_id": "0(\d+)"', r'"citizen_id": \1', _as_json(text), count=1)
    return Written(said.encode(), ".json", ("applicant.citizen_id",)) if found else None


@fault.text()
def a_number_that_lost_its_zero_in_yaml(text: str, _dice: Random) -> Written | None:
    said, found = re.subn(r"(?m)^(  citizen_id: )['\"]?0(\d+)['\"]?$", r"\1\2", text, count=1)
    return Written(said.encode(), ".yaml", ("applicant.citizen_id",)) if found else None


@right.text()
def written_as_json(text: str, dice: Random) -> Written:
    said = yaml.load(text, yaml.BaseLoader)
    told = json.dumps(said, ensure_ascii=dice.choice((True, False)), indent=dice.choice((None, 2)))
    return Written(told.encode(), ".json")


@right.text()
def with_the_mark_of_windows(text: str, dice: Random) -> Written:
    text = text.replace("\n", "\r\n") if dice.random() < 0.5 else text
    return Written(text.encode("utf-8-sig"))


@right.text()
def with_remarks_and_empty_lines(text: str, dice: Random) -> Written:
    text = _one(_KEY, text, dice, r"\n  # ghi chú: xem lại\n  \1: ")
    return Written(
        f"# Hồ sơ buổi sáng\n---\n{text}\n".encode(), dice.choice((".yaml", ".yml", ".YAML"))
    )


@right.text()
def quoted_or_on_one_line(text: str, dice: Random) -> Written:
    said = yaml.load(text, yaml.BaseLoader)
    style = dice.choice(("'", '"', None))
    told = yaml.safe_dump(
        said,
        allow_unicode=True,
        default_style=style,
        default_flow_style=style is None,
        width=10_000,
    )
    return Written(told.encode())
