"""As somebody writes it with this project."""
