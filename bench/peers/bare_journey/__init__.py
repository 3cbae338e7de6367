"""The floor: nobody would write it so."""
