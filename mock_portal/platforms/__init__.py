"""One folder for each portal product that the mock can imitate."""
