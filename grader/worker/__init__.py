"""The student's zone. Imported by nobody; started by name."""
