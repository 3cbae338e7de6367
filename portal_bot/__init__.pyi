"""The public names, each once, with its home: Python reads this file as type checkers do.

A name that stands here twice on its line is public; `portal_bot/__init__.py` loads it when it is
first asked for.
"""

from . import aio as aio
from . import civil as civil
from . import civil_2026 as civil_2026
from . import errors as errors
from . import fields as fields
from . import rules as rules
from . import sync as sync
from ._version import __version__ as __version__
from .api import check as check
from .api import fill as fill
from .api import notify as notify
from .api import pay as pay
from .api import question as question
from .api import register as register
from .api import resolve as resolve
from .api import status as status
from .api import submit as submit
from .api import supplement as supplement
from .api import track as track
from .checking import Checked as Checked
from .checking import Checks as Checks
from .dossier.exceptions import Applied as Applied
from .dossier.finding import Skipped as Skipped
from .dossier.model import Dossier as Dossier
from .dossier.problems import Problem as Problem
from .filing.account import NewAccount as NewAccount
from .filing.questions import Question as Question
from .filing.report import FilingReport as FilingReport
from .filing.report import Report as Report
from .filing.supplementing import SupplementReport as SupplementReport
from .flow import Flow as Flow
from .form.comparison import FormMismatch as FormMismatch
from .journal import Due as Due
from .journal import Fault as Fault
from .journal import Filing as Filing
from .journal import Receipt as Receipt
from .journal import State as State
from .notices.notifying import NoticeReport as NoticeReport
from .page_form import FormControl as FormControl
from .page_form import PageForm as PageForm
from .run.events import Event as Event
from .run.events import Tell as Tell
from .run.options import CheckOptions as CheckOptions
from .run.options import FillOptions as FillOptions
from .run.options import JournalOptions as JournalOptions
from .run.options import Options as Options
from .run.options import PortalOptions as PortalOptions
from .run.options import ResolveOptions as ResolveOptions
from .run.options import SubmitOptions as SubmitOptions
from .run.options import TrackOptions as TrackOptions
from .run.stop import Stop as Stop
from .tracking.track_report import TrackedFiling as TrackedFiling
from .tracking.track_report import TrackReport as TrackReport
