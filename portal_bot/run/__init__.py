"""What one run owns: resolved once, at its door, and handed on."""
