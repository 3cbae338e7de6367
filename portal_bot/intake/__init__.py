"""From what lies on the desk to a dossier that can be checked: workbooks, a row a dossier."""
