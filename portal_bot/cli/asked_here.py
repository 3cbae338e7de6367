"""`new --ask`: a form asked in the terminal, one question after the other."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot import clock, privacy
from portal_bot.checking import check_paths, default_agency
from portal_bot.cli.ask_screen import BACK, CLEAR, FEW, FORTH, HELP, AskScreen
from portal_bot.cli.console import print_json
from portal_bot.cli.reported import Drained
from portal_bot.errors import DossierError, PortalBotError, UsageError
from portal_bot.intake.asking.answer_checks import AskingPlace
from portal_bot.intake.asking.interview import AnswerVerdict, Interview
from portal_bot.intake.asking.kept_file import KeptFile, free_name
from portal_bot.intake.asking.offered import chosen
from portal_bot.portals.profile import limits_of
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.checking import Checked
    from portal_bot.intake.asking.form_walk import FormQuestion
    from portal_bot.registry import AnyFlow

_DONE = "xong"


class Paused(Drained):
    """The person went away; all they said is kept."""

    def __init__(self, path: Path) -> None:
        PortalBotError.__init__(
            self,
            f"những gì đã trả lời nằm trong {path}; chạy lại cùng lệnh để hỏi tiếp từ chỗ dở",
        )


def ask(
    flow: AnyFlow, out: Path | None, *, as_json: bool, given: Mapping[str, Any] | None = None
) -> int:
    """Asks for a dossier and leaves it in a file.

    Args:
        flow: the procedure.
        out: the file; `None`: one is named after the procedure, in the folder one stands in.
        as_json: whether a document is printed at the end.
        given: answers to begin a new file with, by the fields' own names (of a citizen's card).

    Returns:
        0, or 10 where the dossier still is at fault.

    Raises:
        UsageError: nobody is at a terminal, or the file is somebody else's.
        Paused: the person went away.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "--ask hỏi từng mục nên cần một cửa sổ dòng lệnh có người trả lời; không có thì dùng "
            f"`portal-bot new {flow.slug} --short --out TỆP` rồi điền vào tệp, hoặc bảng tính .xlsx"
        )
    kept = KeptFile(out or free_name(flow, Path()), flow)
    if given and set(kept.given) <= {"procedure"}:
        kept.given = {**kept.given, **given}
    desk = AskingPlace(clock.today(), kept.path.parent, limits_of(None), default_agency())
    interview = Interview(flow, desk, kept.given)
    try:
        checked = _Talk(interview, kept).run()
    except (KeyboardInterrupt, EOFError) as gone:
        sys.stderr.write("\n")
        raise Paused(kept.path) from gone
    except PortalBotError:
        raise
    except Exception:
        # What was answered may stand in the words of what nobody foresaw.
        privacy.register(interview.answers.texts())
        raise
    if as_json:
        print_json({"procedure": flow.slug, "path": str(kept.path), "ok": checked.ok})
    return DossierError.exit_code if not checked.ok else 0


class _Talk:
    """The talk with the person at the terminal."""

    def __init__(self, interview: Interview, kept: KeptFile) -> None:
        self._interview = interview
        self._kept = kept
        self._screen = AskScreen()

    def run(self) -> Checked:
        """Asks all, then shows all, until the person is content."""
        answered = sum(map(self._interview.walk.is_settled, self._interview.asked()))
        self._screen.greet(self._interview.flow, self._kept.path, answered)
        if unasked := self._interview.unasked():
            told = ", ".join(f"“{shown(each)}”" for each in unasked)
            self._screen.say(f"Bỏ ra ngoài, vì tờ khai không hỏi tới: {told}", "yellow")
        if not self._kept.is_finished:
            self._ask_all()
        return self._review()

    def _ask_all(self) -> None:
        """Every question that applies; back and forth as the person likes."""
        here = self._interview.next()
        while here is not None:
            said = self._one(here)
            if said == BACK:
                earlier = self._interview.beside(here, -1)
                if earlier is None:
                    self._screen.say("Đây là câu đầu tiên.")
                here = earlier or here
            elif said == "":
                here = self._after(here)
            else:
                here = self._interview.next()

    def _after(self, here: FormQuestion) -> FormQuestion | None:
        """The next one; past the first that nobody answered there is none."""
        following, first = self._interview.beside(here, 1), self._interview.next()
        if first is None or following is None:
            return first
        asked = [each.place for each in self._interview.asked()]
        ahead = asked.index(following.place) < asked.index(first.place)
        return following if ahead else first

    def _one(self, question: FormQuestion) -> str:
        """Asks until it is answered; what was typed, or where the person wants to go."""
        options = self._interview.options(question)
        listed: Sequence[str] = options if len(options) <= FEW else ()
        current, usual = self._interview.current(question), self._interview.usual(question)
        # As in the review, where what follows from other answers has its number, too.
        places = [(each.place, each.kind) for each in self._interview.walk]
        number = places.index((question.place, question.kind)) + 1
        self._screen.question(question, number, current=current, usual=usual, options=options)
        self._screen.options(listed)
        while True:
            text = self._screen.line()
            if text in {BACK, FORTH}:
                return text
            if text == HELP:
                self._screen.help(question, options)
                listed = options
                self._screen.options(options)
                continue
            if text == "" and current:
                return ""
            if options and text not in {"", CLEAR}:
                meant = chosen(text, listed, options)
                if len(meant) > 1:
                    listed = meant
                    self._screen.say(f"Có {len(meant)} mục như vậy; gõ số, hoặc gõ thêm chữ:")
                    self._screen.options(meant)
                    continue
                text = meant[0] if meant else text
            verdict = self._taken(question, text)
            if not verdict.refused:
                self._screen.taken(text if options else "", verdict.notes)
                return text or FORTH
            self._screen.refused(verdict)

    def _taken(self, question: FormQuestion, text: str) -> AnswerVerdict:
        """Gives the answer; one that was taken is on the disk when this returns."""
        with suppress(UnicodeEncodeError):
            text.encode()
            if text == CLEAR:
                verdict = self._interview.clear(question)
            else:
                verdict = self._interview.answer(question, text)
            if not verdict.refused:
                self._kept.keep(self._interview.tree())
            return verdict
        return AnswerVerdict(["có ký tự hỏng (không phải UTF-8); gõ lại"])

    def _review(self) -> Checked:
        """All answers by number; each can be changed until the person says that it is done."""
        while True:
            checked = self._checked()
            self._interview.count_exceptions({each.code for each in checked.problems})
            if self._interview.next() is not None:
                self._ask_all()
                continue
            lines = list(self._interview.walk)
            self._screen.review(lines, self._interview.current, checked)
            text = self._screen.line()
            if text.isdecimal() and text.isascii() and 1 <= int(text) <= len(lines):
                self._one(lines[int(text) - 1])
                self._ask_all()
            elif text.lower() == _DONE or (text == "" and checked.ok):
                self._kept.keep(self._interview.tree(), finished=True)
                self._screen.done(self._kept.path, ok=checked.ok)
                return checked
            elif text == "":
                self._screen.say(f"Còn lỗi: gõ số mục để sửa, hoặc gõ “{_DONE}” để tạm giữ vậy.")
            else:
                self._screen.say(f"Không có mục số “{shown(text)}”.")

    def _checked(self) -> Checked:
        """The file as `check` judges it."""
        self._kept.keep(self._interview.tree())
        (checked,) = check_paths([self._kept.path], limits=self._interview.desk.limits)
        return checked
