"""The counter's own work: what arrived is received and forwarded, results are handed out, once."""
