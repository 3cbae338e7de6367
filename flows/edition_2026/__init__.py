"""The procedures as the national portal has them in 2026; flows, where the form is known."""
