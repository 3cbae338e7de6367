"""One dossier to one receipt: the states, the commit point, reconciliation, read-back."""
