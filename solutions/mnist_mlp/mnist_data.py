"""Given: MNIST as tensors, and loaders over them, to try your model and train loop on. Nothing here is graded.

from mnist_data import batches, mnist
from model import MLP
from train import split_train_validation, train

training, validation = split_train_validation(mnist(train=True))
history = train(MLP(), batches(training, shuffle=True), batches(validation), epochs=10, lr=1e-3, device="cpu")
"""

from os import PathLike, environ

from torch.utils.data import DataLoader, Dataset, TensorDataset
from torchvision.datasets import MNIST


def mnist(root: str | PathLike[str] | None = None, *, train: bool) -> TensorDataset:
    """MNIST's 60,000 training or 10,000 test images. Downloads them (about 12 MB) where they are not in root.

    Args:
        root: torchvision's folder; by default the environment variable GRADER_DATA, else "data".
        train: True for the training images, False for the test images.

    Returns:
        A dataset of (image, label): float32 of shape (1, 28, 28) in [0, 1], int64 in 0..9.

    Raises:
        TypeError: train is not True or False.
    """
    if not isinstance(train, bool):
        raise TypeError(f"train is True (training images) or False (test images), not {train!r}")
    raw = MNIST(root or environ.get("GRADER_DATA", "data"), train=train, download=True)
    return TensorDataset(raw.data[:, None].float() / 255, raw.targets)


def batches(dataset: Dataset, batch_size: int = 256, *, shuffle: bool = False) -> DataLoader:
    """A loader over a dataset. Shuffle the training images, and only those.

    Raises:
        TypeError: dataset has no length or no rows to index. ValueError: batch_size is not a positive integer.
    """
    if not hasattr(dataset, "__len__") or not hasattr(dataset, "__getitem__"):
        raise TypeError(f"dataset has to have a length and rows, but it is {type(dataset).__name__}")
    if not isinstance(batch_size, int) or batch_size < 1:
        raise ValueError(f"batch_size is a positive integer, not {batch_size!r}")
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle)
