"""What the person at the terminal sees of a form that is asked, and the lines that they type."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.cli.console import err
from portal_bot.intake.asking.offered import is_yes_no
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.checking import Checked
    from portal_bot.intake.asking.form_walk import FormQuestion
    from portal_bot.intake.asking.interview import AnswerVerdict
    from portal_bot.registry import AnyFlow

# So many options are shown unasked; among more of them one searches.
FEW = 12
BACK, FORTH, HELP, CLEAR = "<", ">", "?", "-"
_PROMPT = "> "
_SEVERITIES = {"error": "LỖI", "warning": "lưu ý", "info": "ghi chú"}


class AskScreen:
    """Writes to stderr: what a program reads of us stays its own, and values go nowhere else."""

    def __init__(self) -> None:
        self._console = err()
        self._titles: tuple[str, ...] = ()
        # Lines can be edited where the system knows how; what was typed is remembered nowhere.
        with suppress(ImportError):
            import readline  # not on Windows

            readline.set_auto_history(False)

    def say(self, text: str, style: str = "") -> None:
        """One remark."""
        self._console.print(shown(text), style=style or None)

    def greet(self, flow: AnyFlow, path: Path, answered: int) -> None:
        """What is going to be asked, and how to get about."""
        self.say(flow.title, "bold")
        self.say(
            "Gõ câu trả lời rồi Enter. Enter không: bỏ qua, hoặc lấy giá trị trong [ ]. "
            f"{BACK} quay lại, {FORTH} đi tiếp, {HELP} giải thích, {CLEAR} bỏ trống, "
            "Ctrl-C nghỉ giữa chừng. (*) là bắt buộc."
        )
        told = f"Đã có {answered} câu trả lời trong {path}." if answered else f"Lưu ở {path}."
        self.say(told)

    def question(
        self,
        question: FormQuestion,
        number: int,
        *,
        current: str,
        usual: str,
        options: Sequence[str],
    ) -> None:
        """One question, under the heading of its part where that is another than before."""
        if question.titles != self._titles:
            self._titles = question.titles
            self._console.print()
            self.say(f"── {' / '.join(question.titles) or 'Hồ sơ'} ──", "bold cyan")
        known = current or usual
        shown_default = f" [{known}]" if known else ""
        self.say(f"{number}. {_asked(question)}{shown_default}{_mark(question, options)}")
        if note := question.spec.meta.note:
            self.say(f"   ({note})", "dim")

    def options(self, options: Sequence[str]) -> None:
        """A list to choose from by number."""
        for number, option in enumerate(options, 1):
            self.say(f"   {number}. {option}")

    def help(self, question: FormQuestion, options: Sequence[str]) -> None:
        """How a question is answered."""
        spec = question.spec
        told = [spec.kind.hint if spec.kind else ""]
        if spec.meta.max_length:
            told.append(f"không quá {spec.meta.max_length} ký tự")
        if question.is_paper:
            told = ["tên tệp quét, tính từ thư mục của hồ sơ; nhiều tệp cách nhau bằng dấu ;"]
        if options:
            told.append("gõ số, hoặc vài chữ của mục cần chọn, không cần dấu")
        if not question.must:
            told.append(f"không có thì Enter, hoặc {CLEAR} để xóa câu đã trả lời")
        self.say(f"   {'; '.join(filter(None, told)) or 'ghi như trên giấy tờ'}")

    def taken(self, text: str, notes: Sequence[str]) -> None:
        """What was chosen, and what came up with it."""
        if text:
            self.say(f"   = {text}", "green")
        for note in notes:
            self.say(f"   lưu ý: {note}", "yellow")

    def refused(self, verdict: AnswerVerdict) -> None:
        """Why the answer will not do."""
        for told in verdict.refused:
            self.say(f"   Chưa được: {told}", "red")
        if verdict.may_insist:
            self.say("   Giấy tờ ghi đúng như vậy thì gõ lại y hệt để giữ; cuối sẽ nhắc lại.")

    def review(
        self,
        lines: Sequence[FormQuestion],
        current: Callable[[FormQuestion], str],
        checked: Checked,
    ) -> None:
        """Every answer with its number, then what is still wrong."""
        titles: tuple[str, ...] | None = None
        self._console.print()
        self.say("══ Xem lại ══", "bold")
        for number, question in enumerate(lines, 1):
            if question.titles != titles:
                titles = question.titles
                self.say(f"  {' / '.join(titles) or 'Hồ sơ'}", "cyan")
            derived = " (tự điền)" if question.is_derived else ""
            told = current(question) or ("?" if question.kind == "more" else "(trống)")
            self.say(f"  {number:>3}. {_asked(question)}: {told}{derived}")
        for problem in checked.problems:
            style = "red" if problem.severity == "error" else "yellow"
            self.say(f"  {_SEVERITIES[problem.severity]}: {problem.message}", style)
        ending = "Enter: xong" if checked.ok else "xong: tạm giữ như vậy"
        self.say(f"Sửa mục số mấy? ({ending})", "bold")
        self._titles = ()

    def done(self, path: Path, *, ok: bool) -> None:
        """Where the dossier lies, and what comes next."""
        after = "fill" if ok else "check"
        state = "Hồ sơ đủ và đúng" if ok else "Hồ sơ còn lỗi"
        self.say(f"{state}: {path}. Tiếp theo: portal-bot {after} {path}", "bold")

    def line(self) -> str:
        """What the person types, without blanks around it.

        Raises:
            EOFError: nobody will type anything more.
        """
        while True:
            try:
                return self._read().strip()
            except UnicodeDecodeError:
                self.say("   Có ký tự không đọc được (không phải UTF-8); gõ lại.", "red")

    def _read(self) -> str:
        if sys.stdout.isatty():
            return input(_PROMPT)
        # The prompt is no part of what a program reads of us.
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
        text = sys.stdin.readline()
        if not text:
            raise EOFError
        return text


def _asked(question: FormQuestion) -> str:
    title = question.spec.title
    if question.kind == "group":
        return f"Có khai “{title}” không?"
    return f"Thêm một dòng “{title}” nữa không?" if question.kind == "more" else title


def _mark(question: FormQuestion, options: Sequence[str]) -> str:
    """What kind of answer is wanted."""
    if question.kind != "value":
        return " (c/k, Enter: không)"
    wanted = " (*)" if question.must else ""
    if is_yes_no(question.spec):
        return f"{wanted} (c/k)"
    return f"{wanted} (gõ vài chữ để tìm)" if len(options) > FEW else wanted
