"""What a portal publishes of its procedures, asked politely, and how our facts differ."""
