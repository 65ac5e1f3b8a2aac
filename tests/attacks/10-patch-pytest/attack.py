"""Rewrite pytest's reports from a conftest.py."""
