"""As somebody writes it with Selenium."""
