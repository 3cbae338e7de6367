"""Many dossiers, over hours and machines."""
