"""The whole script: the dossier's file says the rest, and the flow knows the procedure."""

import sys

from portal_bot import submit

report = submit(sys.argv[1:], portal="mock")
sys.exit(report.exit_code)
