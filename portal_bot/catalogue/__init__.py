"""Official facts: procedures, places, people, working days. Data files with small typed doors."""
