"""Phú Yên's commune-level procedures, one module each; found by their package, listed nowhere."""
