"""Where data comes from, and the one line a person reads where it does not."""

import os
from pathlib import Path

import pytest
import torch

from grader.accuracy import dataset
from grader.errors import UsageError


def test_embedded_digits_need_no_folder():
    data = dataset.load("digits", None, seed=5)
    assert data.name == "digits"
    assert data.train_images.shape == (dataset.DIGITS_TRAIN, 28, 28)
    assert data.test_images.shape == (dataset.DIGITS_TEST, 28, 28)
    assert data.train_images.dtype == torch.uint8
    assert data.train_labels.dtype == torch.int64
    assert len(data.train_labels) == dataset.DIGITS_TRAIN
    assert len(data.test_labels) == dataset.DIGITS_TEST
    seen = {image.numpy().tobytes() for image in data.train_images}
    assert not any(image.numpy().tobytes() in seen for image in data.test_images)


def test_mnist_from_its_folder():
    root = os.environ.get("GRADER_DATA")
    if not root or not (Path(root) / "MNIST" / "raw").is_dir():
        pytest.skip("GRADER_DATA names no folder with MNIST")
    data = dataset.load("mnist", Path(root))
    assert data.train_images.shape == (60_000, 28, 28)
    assert data.test_images.shape == (10_000, 28, 28)
    assert data.train_images.dtype == torch.uint8
    assert data.train_labels[:5].tolist() == [5, 0, 4, 1, 9]


def _absent(tmp_path):
    # Under a file no folder can be made, so nothing is downloaded there, with or without a network.
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "data"


def _damaged(tmp_path):
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(bytes.fromhex("00000803 00000064 0000001c 0000001c"))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(bytes.fromhex("00000801 00000064"))
    return tmp_path


def _other_data(tmp_path):
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        header = bytes.fromhex("00000803 00000014 00000002 00000002")
        (raw / f"{part}-images-idx3-ubyte").write_bytes(header + bytes(20 * 4))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(bytes.fromhex("00000801 00000014") + bytes(20))
    return tmp_path


@pytest.mark.parametrize("folder", [_absent, _damaged, _other_data])
def test_no_usable_mnist_is_one_line_that_says_what_to_do(tmp_path, folder):
    root = folder(tmp_path)
    with pytest.raises(UsageError) as caught:
        dataset.load("mnist", root)
    message = str(caught.value)
    assert "\n" not in message
    for needed in (str(root), "--data", "GRADER_DATA", "--dataset digits", "--no-accuracy"):
        assert needed in message


def test_the_default_folder_is_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert tmp_path in dataset.default_dir().parents
