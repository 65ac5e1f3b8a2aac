"""Grades homework on multilayer perceptrons. Import the defining module, not this package."""
