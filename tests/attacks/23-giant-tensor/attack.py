"""A tensor larger than any frame."""

def relu(X):
    return torch.zeros(80 << 20)
