"""The letters of every text: mended where paper shows no difference, else refused by name."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal_bot.dossier.letters import Unfit, odd_letters, tidy
from portal_bot.dossier.persons import parse_name
from portal_bot.dossier.problems import Problem, Refused


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # Đ: the Icelandic and the African letter are drawn the same.
        ("Nguyễn Thử \u00d0ức", "Nguyễn Thử Đức"),
        ("\u00f0ình \u00d0Ô", "đình ĐÔ"),
        ("\u0189ức, \u0256ường", "Đức, đường"),
        # Cyrillic and Greek among Latin letters.
        ("Trần V\u0430n \u0410n", "Trần Van An"),
        ("Ng\u0443\u0443en \u0421\u0430\u043e", "Ngyyen Cao"),
        ("Nguyễn \u039fanh", "Nguyễn Oanh"),
        ("Nguy\u0435\u0302\u0303n", "Nguyễn"),
        ("Th\u0251nh", "Thanh"),
        # Beside an apostrophe that is a letter of no script.
        ("Ks\u043er H\u02bcThử", "Ksor H\u02bcThử"),
        # Full width, joined and mathematical letters.
        ("\uff2e\uff47uyễn \uff11\uff12", "Nguyễn 12"),
        ("\ufb01lm", "film"),
        ("\U0001d40cẫu", "Mẫu"),
        # What nobody sees.
        ("Bệnh viện\u200b Ví Dụ", "Bệnh viện Ví Dụ"),
        ("\ufeffThôn\u2060 Ví Dụ\u200e", "Thôn Ví Dụ"),
        ("Tuy\u00adHòa", "TuyHòa"),
        ("\u202aThôn 1\u202c", "Thôn 1"),
        ("An\ufe0f", "An"),
        ("Xã\u00a0Hòa\u202fThành\u3000", "Xã Hòa Thành"),
        ("Thôn 1\u2028Xã\u2029Hòa\x0bThành\n", "Thôn 1 Xã Hòa Thành"),
        # A mark typed behind the tone.
        ("a\u0301\u0302n", "ấn"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Mẫu"), "Nguyễn Thị Mẫu"),
    ],
)
def test_what_looks_the_same_is_made_right(written: str, meant: str) -> None:
    assert tidy(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "José Müller", "Zoë Łukasz", "Guðrún Sigurðsson",
        "I\u015f\u0131k Çelik", "Søren Åse", "Ștefan Păun",
        "Raúl Saïd", "Israël Noël", "Maëlle Ø", "Groß Weiß", "Naïm Benali", "Núñez Iñaki", "Ngô Lê",
        # The peoples of the highlands.
        "Y Moan Êñuôl", "H'Bing Niê Kdăm", "Rơ Châm H'Ñan", "Ksor H'Linh", "Ƀui ƀuôn čar Ŏ ŭ ĭ ĕ",
        "ơ̆ ê̆ ô̆ ư̆", "Bơhnong", "Siu Bưih", "Y Ñăm Byă",
        # Free texts.
        "m² № ½ → • “Ví Dụ” 30°", "http://vi.example/a?b=c&d=e", "Cty A&B", "QL1A km6, lô B7",
        "Hoà Thuý Khoẻ Quý", "Có gì không? Không.", "boots", "thuwr",
        "Google Meet room", "C/O Lee Moon",
    ],
)  # fmt: skip
def test_real_texts_stay_as_they_are(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Москва", "Kirin"), ("北京", "Hán"), ("Αθήνα", "Hy Lạp"), ("\u0531\u0532", "U+0531"),
        ("٠٩٠٥", "U+0660"), ("ก", "Thái"), ("Trần\u200bThị", "U+200B"),
        ("a\x1b[31mđỏ", "U+001B"), ("a\x00b", "U+0000"), ("a\x7f", "U+007F"),
        ("a\x9b2J", "U+009B"),
        ("a\x85b", "U+0085"), ("\u202egnp.exe", "U+202E"), ("\u2067a", "U+2067"),
        ("\ue000", "U+E000"), ("\U000e0041", "U+E0041"), ("\U0010ffff", "U+10FFFF"),
        ("\U0001f600 An", "U+1F600"), ("\ud800", "U+D800"), ("Nguy\ufffdn", "U+FFFD"),
        ("ấ\u0301n", "U+0301"), ("ng\u0303", "U+0303"),
        ("\u0301a", "U+0301"), ("1\u0301", "U+0301"),
        ("Tiếng\u0323", "U+0323"), ("a\u0338", "U+0338"), ("Nguyêñ", "Nguyễn"), ("Vǎn", "Văn"),

        ("M\u0131nh", "Minh"), ("ʃa", "U+0283"), ("Nguy?n", "?"),
    ],
)  # fmt: skip
def test_what_is_no_letter_is_refused_by_name(written: str, told: str) -> None:
    unfit = tidy(written)
    assert isinstance(unfit, Unfit)
    assert unfit.refused.code == "letters"
    assert told in unfit.refused.message
    shown = Problem("error", "letters", "x", "a.yaml:1", unfit.refused.message).message
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_place_is_told() -> None:
    unfit = tidy("Thôn Ví\x1b[0m Dụ")
    assert isinstance(unfit, Unfit)
    assert "ký tự thứ 8, trong “Ví⟨U+001B⟩[0m”" in unfit.refused.message


@pytest.mark.parametrize(
    ("written", "what", "meant"),
    [
        ("Traàn Thò Maãu", "VNI-Windows", "Trần Thị Mẫu"),
        ("TRAÀN THÒ MAÃU", "VNI-Windows", "TRẦN THỊ MẪU"),
        ("Traàn Vaên Ñöùc", "VNI-Windows", "Trần Văn Đức"),
        ("Beänh vieän Ví Duï", "VNI-Windows", "Bệnh viện Ví Dụ"),
        ("Phöôøng 9, Thaønh phoá Tuy Hoøa", "VNI-Windows", "Phường 9, Thành phố Tuy Hòa"),
        ("Nguyễn Vaên An", "VNI-Windows", "Nguyễn Văn An"),
        ("NguyÔn V¨n", "TCVN3", "Nguyễn Văn"),
        ("TrÇn ThÞ MÉu", "TCVN3", "Trần Thị Mẫu"),
        ("Lª ThÞ Mü", "TCVN3", "Lê Thị Mỹ"),
        ("Hßa B\u00d7nh", "TCVN3", "Hòa Bình"),
        ("Nguyeenx Vawn Thuwr", "Telex", "Nguyễn Văn Thử"),
        ("Nguyễn Thuwr", "Telex", "Nguyễn Thử"),
        ("Traanf Thij Maaux", "Telex", "Trần Thị Mẫu"),
        ("Beenhj vieenj Vis Duj", "Telex", "Bệnh viện Ví Dụ"),
        ("Nguye6n4 Va8n", "VNI", "Nguyễn Văn"),
        ("Nguyá»…n VÄƒn", "UTF-8", "Nguyễn Văn"),
        ("Nguyá»\x85n", "UTF-8", "Nguyễn"),
        ("Nguy&#7877;n", "HTML", "Nguyễn"),
        ("A &amp; B", "HTML", "A & B"),
        ("Ph&uacute; Y&ecirc;n", "HTML", "Phú Yên"),
    ],
)
def test_another_code_is_named_with_what_was_meant(written: str, what: str, meant: str) -> None:
    unfit = tidy(written)
    assert isinstance(unfit, Unfit)
    assert what in unfit.refused.message
    assert f"“{meant}”" in unfit.refused.message


ANY = st.text(st.characters(codec=None, categories=None), max_size=30) | st.text(
    "aăâeêioôơuưyáàạấầộữnghNĐ\u00d0\u00f0 '\u0301\u0302\u0303\u0323\u200b\u00ad\u0430.2",
    max_size=16,
)


@given(ANY)
@example("a\u0303\u0302")
@example("\u0344\u0340e\u0302")
@example("\ufb01\u0323")
def test_whatever_is_taken_is_nfc_and_shows_itself(text: str) -> None:
    told = tidy(text)
    if isinstance(told, Unfit):
        assert told.refused.message
        return
    assert unicodedata.is_normalized("NFC", told)
    assert told.isprintable()
    assert all(ord(c) <= 0xFFFF for c in told)
    assert tidy(told) == told


@given(ANY)
def test_whatever_name_is_taken_has_only_letters(text: str) -> None:
    told = tidy(text)
    if isinstance(told, Unfit):
        return
    try:
        name = parse_name(told)
    except Refused:
        return
    assert unicodedata.is_normalized("NFC", name)
    assert all(c in " '-" or c.isalpha() or unicodedata.combining(c) for c in name)
    assert parse_name(name) == name


@given(ANY, ANY)
def test_no_message_obeys_a_terminal(field: str, message: str) -> None:
    problem = Problem("error", "x", field, "a.yaml:1", message)
    told = f"{problem.field}{problem.where}{problem.message}"
    assert all(c.isprintable() or unicodedata.category(c) == "Zs" for c in told)


def test_an_odd_key_is_told_by_its_letters() -> None:
    assert odd_letters("full_name") == ""
    assert "U+0430" in odd_letters("full_n\u0430me")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("TRÇN THÞ MÉU", "TRẦN THỊ MẪU"), ("Bïi An", "Bùi An"), ("§ç V¨n An", "Đỗ Văn An")],
)
def test_a_font_of_capitals_is_another_code_too(written: str, meant: str) -> None:
    found = tidy(written)
    assert isinstance(found, Unfit)
    assert "TCVN3" in found.refused.message
    assert meant in found.refused.message


@pytest.mark.parametrize(
    "text",
    ["Crown Tower Two", "Cows Milk & Rows Farm", "JÜRGEN MÜLLER", "François Hollande", "Hạ Björn",
     "Lee Noël", "Thửa đất số 12, khu D9", "Free Coffee Week", "Lô A6 khu A8", "Căn hộ #12, 5½ m²"],
)  # fmt: skip
def test_other_languages_are_not_taken_for_another_code(text: str) -> None:
    assert tidy(text) == text
