"""Finds English in what people are shown.

Two nets: words that no Vietnamese sentence has, and runs of words of which most cannot be
Vietnamese syllables. What is no sentence is cut out first: commands in backticks, options, paths,
addresses, names with an underscore or a dot, choices in angle brackets.
"""

from __future__ import annotations

import re

_NO_SENTENCE = re.compile(
    r"`[^`]*`"  # a command to copy
    r"|\w+\[=[^\]\n]*\]"  # a fault and its arguments
    r"|(?m:^\s*#\s+[a-z_]+: )|(?m:^\s*(?:- )?[a-z_]+:(?=\s*#))"  # keys and choices of a new dossier
    r"|(?:gồm|mục:|một trong|như) [a-z_:']+(?:, [a-z_']+)*|\b\w+=\w+"  # keys, choices
    r"|https?://\S+|postgresql://\S+"
    r"|(?<!\w)--?[A-Za-z][\w-]*(?:=\S+)?"  # an option
    r"|<[^<>\n]*\|[^<>\n]*>|\{\w+(?:,\w+)+\}"  # <terminal|window>
    r"|(?<!\w)(?:[A-Za-z]:)?[~.\w-]*[/\\][^\s,;:()“”]*"  # a path
    r"|\b\w+(?:\[\])?(?:\.\w+(?:\[\])?)+|\b\w*_\w+\b"  # ho-so.yaml, rows[].name, birth_date
    r"|\b[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*\b"  # JSON, PORTAL_BOT_HOME, RST
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Each by itself says that a sentence is English. Not in, on, an, do, to, no, so, be, or: those are
# Vietnamese words as well, or look like one without its marks.
_TELLING = _words(
    """
    the is are was were been being not and of for with this that these those from cannot could
    would should must has have had does did which when while where there into then already such
    because either neither both any other another please its their your you it if at by as file
    files directory folder permission denied address found missing invalid valid expected
    expecting unexpected error errors failed failure unable unknown unsupported unrecognized
    option options argument arguments command commands usage required default value values
    string integer number numbers field fields line lines column char character characters input
    output timeout exceeded connection refused reset closed broken pipe database malformed
    locked encrypted disk full read write readonly traceback recent call last never retrieved
    exception future warning deprecated message exit show help try choose possible extra
    forbidden permitted least most greater less equal range between mapping sequence scalar
    block flow scanning parsing token anchor alias delimiter property enclosed quotes
    unterminated escape decode decoding byte codec position start end document stream ambiguous
    match requires require takes installed install take effect restart running started stopped
    listening port process launch executable page navigating crashed target unreachable
    illegal seek filing uncertain sent without resolve host got given but only one two first
    second before after
    """
)
# Technical words that are used in Vietnamese, and names: of our commands, choices, products.
_TAKEN_OVER = _words(
    """
    portal bot portal-bot mock demo list show new check fill submit status resolve account set
    catalogue pull diff
    register worker doctor chaos json yaml toml xml junit csv html pdf proxy edge chrome
    chromium playwright python linux windows debian ubuntu url stdout stderr ctrl otp captcha
    vneid email excel unicode utf bom powershell bash zsh fish stdin terminal window real
    instant national igate pixel ipad mini true false postgresql keyring display wayland snap
    chmod fonts core noto dejavu apt get pip make prefix sha zalo iso times probability step fin
    rst ready word ci headless shell channel path cache dbos net err ascii id gb mb cmnd cccd
    ubnd dd mm yyyy sessions colours auto always never home browser settings docs local
    """
)
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx]"
_RHYME = (
    "a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|ieu|ie|iu|oa|oai|oao|oay|oe|oeo|oi|oo|ua|uay|ue|ui|uo|uoi|uou"
    "|uu|uy|uya|uyu|uye|ye|yeu"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SHORTEST_RUN = 3


def english_in(text: str) -> list[str]:
    """Every line, as it was shown, that holds English."""
    return [line for line in text.splitlines() if _is_english(line)]


def _is_english(line: str) -> bool:
    told = _NO_SENTENCE.sub(" ¤ ", line)
    words = [word.lower() for word in _WORD.findall(told)]
    foreign = [word for word in words if word not in _TAKEN_OVER]
    return any(word in _TELLING for word in foreign) or _has_a_run(told)


def _has_a_run(told: str) -> bool:
    """Whether three plain words stand together of which two are no Vietnamese syllables."""
    run: list[bool] = []
    for piece in told.split():
        word = piece.strip(".,;:()“”\"'!?…").lower()
        if word.isascii() and word.isalpha() and word not in _TAKEN_OVER:
            run.append(_SYLLABLE.fullmatch(word) is None)
            if len(run) >= _SHORTEST_RUN and sum(run[-_SHORTEST_RUN:]) > 1:
                return True
        else:
            run = []
        if piece.endswith((",", ";")):
            run = []
    return False
