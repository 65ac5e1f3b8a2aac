"""How a cell of our notebooks says what it is.

All that the writer of notebooks (`notebook.py`) and their reader in the worker (`worker/cells.py`) share;
the worker imports nothing else of the package's upper floors.
"""

# The key in a cell's metadata; its value is {"role": one of those below, "task": "3.4"}.
KEY = "grader"

ANSWER = "answer"  # what a student fills in: has the last word on the names it defines
GIVEN = "given"  # comes with the stub and stays
SETUP = "setup"  # prepares Jupyter or Colab; not part of the module
CHECK = "check"  # runs the public tests of a task; not part of the module
TEXT = "text"  # the task in words
