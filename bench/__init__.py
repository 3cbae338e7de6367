"""Speed, as ratios in one run: what the whole safety costs, and what it saves."""
