"""The embedded digits: the same bytes from the same seed, and hard enough to tell an MLP from a linear model."""

import hashlib
import subprocess
import sys

import numpy as np
import torch
from torch import nn

from grader.accuracy import digits


def test_a_seed_gives_the_same_bytes_in_another_process():
    images, labels = digits.render(300, 7, 1)
    code = (
        "import hashlib; from grader.accuracy import digits; images, labels = digits.render(300, 7, 1);"
        "print(hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()


def test_shapes_types_and_every_class():
    images, labels = digits.render(2000, 0)
    assert images.shape == (2000, 28, 28)
    assert images.dtype == np.uint8
    assert labels.dtype == np.int64
    counts = np.bincount(labels, minlength=10)
    assert len(counts) == 10
    assert counts.min() > 140


def test_fewer_images_are_a_prefix_of_more():
    few, few_labels = digits.render(137, 3)
    many, many_labels = digits.render(1203, 3)
    assert np.array_equal(few, many[:137])
    assert np.array_equal(few_labels, many_labels[:137])


def test_other_seeds_share_no_image():
    seen = {image.tobytes() for image in digits.render(1000, 0, 0)[0]}
    others = [image.tobytes() for seed in ((0, 1), (1, 0), (1, 1)) for image in digits.render(1000, *seed)[0]]
    assert len(seen) == 1000
    assert not seen.intersection(others)


def test_ink_is_bright_on_a_dark_ground_and_inside_the_image():
    images, _ = digits.render(1000, 0)
    ink = images > 128
    share = ink.mean((1, 2))
    assert share.min() > 0.01
    assert share.max() < 0.5
    border = np.concatenate([ink[:, 0], ink[:, -1], ink[:, :, 0], ink[:, :, -1]], axis=1)
    assert border.mean() < 0.01


def test_a_linear_model_stays_clearly_below_the_mlp():
    train, test = digits.render(12_000, 0, 0), digits.render(2_000, 0, 1)
    torch.manual_seed(0)
    mlp = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    for layer in (mlp[0], mlp[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    assert _accuracy_after_training(mlp, train, test) > 0.96
    assert 0.75 < _accuracy_after_training(nn.Linear(784, 10), train, test) < 0.90


def _accuracy_after_training(model, train, test):
    x, y, test_x, test_y = (torch.from_numpy(a) for a in (*train, *test))
    x, test_x = x.flatten(1).float() / 255, test_x.flatten(1).float() / 255
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(10):
        for rows in torch.randperm(len(x)).split(256):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
            optimizer.step()
    with torch.no_grad():
        return (model(test_x).argmax(1) == test_y).float().mean().item()
