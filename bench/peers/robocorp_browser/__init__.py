"""As somebody writes it with robocorp-browser."""
