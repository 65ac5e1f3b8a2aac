"""Read the solution and return it."""

def attack():
    return open("@COURSE@/solutions/regularization/layers.py").read()
