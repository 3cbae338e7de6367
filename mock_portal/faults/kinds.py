"""All kinds of faults by name, in the order of a dossier's way."""

from __future__ import annotations

from . import captcha, commit, deeds, form, lists, moj, national, office, pages, papers, review
from .base import Fault

GROUPS: dict[str, tuple[type[Fault], ...]] = {
    "On the commit": (
        commit.CommitThenDrop, commit.DropBeforeCommit, commit.CommitThen502, commit.Refuse502,
        commit.CommitThenExpired, commit.CommitDelay, commit.Redirect307, commit.Redirect308,
        commit.NoNumber, commit.TwoRecords, commit.PaperDropped, commit.ValueTruncated,
        commit.StaleCsrf, commit.NoteRewritten, commit.OtherAgency, commit.ForeignNumber,
        commit.DraftPressed,
    ),
    "On the last screen": (review.CommitMoved, review.PageSubmitsItself),
    "On the list": (lists.ListLag, lists.ListOldPage, lists.ListShape),
    "In the office": (
        office.ResultOther, office.StateUnknown, deeds.DeedThenDrop, deeds.DropBeforeDeed,
        deeds.DeedThen502, deeds.RefuseDeed502, deeds.DeedDelay, deeds.DeedTwice,
    ),
    "On any page": (
        pages.Maintenance, pages.BlankPage, pages.Error500, pages.TooManyRequests,
        pages.AnswerAfter, pages.SessionExpires, pages.PageFrozen, pages.LateScripts,
        pages.ToastShort, pages.ValuesElsewhere,
    ),
    "Captcha": (captcha.CaptchaWrong, captcha.CaptchaExpires),
    "Papers": (
        papers.Upload500, papers.UploadSilent, papers.UploadLate, papers.UploadHalf,
        papers.UploadTwice, papers.UploadNameCut, papers.FileOffered,
    ),
    "Form": (
        form.LateCascade, form.CascadeEmptyOnce, form.CascadeReload, form.DriverWipeLate,
        form.Rerender, form.PrefillAccountAddress, form.PopulationMismatch,
        form.Version2, form.ListPaged, form.TypingResets, form.IdsForLabels, form.StepLost,
    ),
    "At the national portal": (
        national.ReturnTo, national.WrongFormality, national.AgencyOffline, national.Firewall,
        national.PopulationAnswers, national.InterfaceEmpty, national.Drift,
        national.FeeUnpublished, national.CommitThen504,
    ),
    "At the ministry's wizard": (
        moj.InfoAgain, moj.AreaBroken, moj.AreaFallsOut, moj.DialogStale, moj.UploadWordless,
        moj.UnseenList, moj.FinalRenamed,
    ),
}  # fmt: skip
KINDS: dict[str, type[Fault]] = {kind.name: kind for group in GROUPS.values() for kind in group}
