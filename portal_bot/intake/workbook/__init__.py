"""Workbooks: a sheet a procedure, a row a dossier; made empty, read, and answered in place.

`blank_workbook` makes them and is the only module that needs openpyxl. `reading` gives each row as
the same mapping that a YAML file would, so that one set of rules judges both. `written_back` puts
what became of a row into the columns that are ours, and changes no other byte of a sheet.
"""
