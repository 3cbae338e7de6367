"""From what a scanner or a telephone gave to a file that the portal takes."""
