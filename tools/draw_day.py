"""Prints a day between December 2026 and the end of 2031: the tests are to hold on any."""

import random
from datetime import date

first, last = date(2026, 12, 1).toordinal(), date(2031, 12, 31).toordinal()
print(date.fromordinal(random.SystemRandom().randint(first, last)))
