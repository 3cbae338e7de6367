"""What three procedures or more ask alike: pieces of forms, rules and papers, for flows to take."""
