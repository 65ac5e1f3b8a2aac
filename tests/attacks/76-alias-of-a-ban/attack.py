"""Use a forbidden function under its own name."""

def relu(X):
    return torch.nn.functional.relu(X)
