"""Notices to citizens from our side, by e-mail and SMS: off unless the home says where to."""
