"""The pages that all platforms have, each with its own templates and below its own prefix."""
