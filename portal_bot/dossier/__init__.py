"""What is filed: the dossier's model, its field types, its loading and its checks."""
