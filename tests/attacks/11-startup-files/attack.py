"""Start-up files that Python or tools might pick up."""
