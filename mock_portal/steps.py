"""The steps of a dossier's way through the portal, as faults and logs name them."""

from __future__ import annotations

SIGN_IN = "sign_in"
AGENCY = "agency"
FORM = "form"
PAPERS = "papers"
UPLOAD = "upload"
FEE = "fee"
REVIEW = "review"
CAPTCHA = "captcha"
COMMIT = "commit"
LIST = "list"
RECORD = "record"
# The officers' pages, and what an officer does with a dossier there.
DESK = "desk"
DEED = "deed"
STEPS = (
    SIGN_IN, AGENCY, FORM, PAPERS, UPLOAD, FEE, REVIEW, CAPTCHA, COMMIT, LIST, RECORD, DESK, DEED,
)  # fmt: skip
# At these somebody sends something; at the others there is only something to see.
SENDING = frozenset({SIGN_IN, AGENCY, FORM, PAPERS, UPLOAD, FEE, CAPTCHA, COMMIT, DEED})
