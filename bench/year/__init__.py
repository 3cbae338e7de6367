"""A year of a desk against the mock, the office playing: every dossier ends as the mock says."""
