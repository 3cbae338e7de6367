"""What a home keeps of citizens: shown, handed over, checked, and destroyed."""
