"""Decides: runs the suites and compares; never loads anything a student made."""
