"""From one source to everything that is handed out."""
