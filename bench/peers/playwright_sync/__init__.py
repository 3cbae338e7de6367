"""As somebody writes it by hand with Playwright, after a round of codegen."""
