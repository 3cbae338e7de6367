"""The report of a quarter or a year: counted from journals, told as page, workbook and document."""
