"""The same birth, filed by this project and by the tools that people use instead."""
