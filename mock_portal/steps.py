"""The steps of a citizen's way through the portal, as faults and logs name them."""

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
STEPS = (SIGN_IN, AGENCY, FORM, PAPERS, UPLOAD, FEE, REVIEW, CAPTCHA, COMMIT, LIST, RECORD)
# At these a citizen sends something; at the others there is only something to see.
SENDING = frozenset({SIGN_IN, AGENCY, FORM, PAPERS, UPLOAD, FEE, CAPTCHA, COMMIT})
