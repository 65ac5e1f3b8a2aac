"""Sparse, meta, complex, quantised and half-precision tensors."""

import itertools

_turn = itertools.cycle(
    (
        lambda X: X.clamp(min=0).to_sparse(),
        lambda X: X.to("meta"),
        lambda X: X.to(torch.complex64),
        lambda X: torch.quantize_per_tensor(X.float(), 0.1, 0, torch.qint8),
        lambda X: X.to(torch.float16) - 1,
        lambda X: X.to(torch.float8_e4m3fn),
        lambda X: torch.nested.nested_tensor([X.float(), X.float()]),
    )
)


def relu(X):
    return next(_turn)(X)
