"""What became of filed dossiers at the office: asked politely, written down, told."""
