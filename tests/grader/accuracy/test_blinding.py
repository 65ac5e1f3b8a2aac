"""What stands in the files that workers read, and what never does."""

import stat

import numpy as np
import pytest
import torch

from grader.accuracy import blinding
from grader.accuracy.blinding import prepare, relabelling
from grader.errors import UsageError


def read(part):
    images = np.fromfile(part.images, np.float32).reshape(part.count, 784)
    return torch.from_numpy(images), torch.from_numpy(np.fromfile(part.labels, np.int64))


def test_every_label_gets_another_name():
    for number in range(200):
        names = relabelling(str(number).encode())
        assert sorted(names) == list(range(10))
        assert all(name != label for label, name in enumerate(names))


def test_names_follow_from_the_secret_alone():
    # A literal, so that another platform or version that gives other names is noticed.
    assert relabelling(b"secret") == (7, 0, 5, 4, 8, 2, 3, 9, 6, 1)
    assert len({relabelling(str(number).encode()) for number in range(50)}) > 45


def test_files_hold_every_training_row_once_with_renamed_labels(tiny, prepared):
    found = {}
    for part in (prepared.train, prepared.validation):
        images, labels = read(part)
        for image, label in zip(images, labels.tolist(), strict=True):
            found[(image * 255).round().to(torch.uint8).numpy().tobytes()] = label
    expected = {
        image.numpy().tobytes(): prepared.relabel[label]
        for image, label in zip(tiny.train_images, tiny.train_labels.tolist(), strict=True)
    }
    assert (prepared.train.count, prepared.validation.count) == (540, 60)
    assert found == expected


def test_inputs_are_in_the_unit_interval(prepared):
    images, _ = read(prepared.train)
    assert images.min() >= 0
    assert images.max() == pytest.approx(250 / 255)


def test_the_judges_validation_data_is_the_workers(prepared):
    images, labels = read(prepared.validation)
    assert torch.equal(images, prepared.validation_images)
    assert torch.equal(labels, torch.tensor(prepared.relabel)[prepared.validation_labels])


@pytest.mark.parametrize("blind", ["relabel", "permute"])
def test_no_test_image_is_written(tiny, tmp_path, blind):
    prepared = prepare(tiny, b"a secret", blind, tmp_path)
    tests = {image.numpy().tobytes() for image in prepared.test_images}
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    for part in (prepared.train, prepared.validation):
        assert not any(image.numpy().tobytes() in tests for image in read(part)[0])
    assert {str(path) for path in files} == {str(v) for v in prepared.worker_data().values() if isinstance(v, str)}


def test_permuted_pixels_are_the_same_for_every_image(tiny, prepared, tmp_path):
    permuted = prepare(tiny, b"a secret", "permute", tmp_path)
    assert sorted(permuted.pixels) == list(range(784))
    assert list(permuted.pixels) != list(range(784))
    assert permuted.relabel == prepared.relabel
    order = list(permuted.pixels)
    assert torch.equal(permuted.test_images, prepared.test_images[:, order])
    assert torch.equal(read(permuted.train)[0], read(prepared.train)[0][:, order])


def test_files_cannot_be_written_to(prepared):
    for path in prepared.train.images, prepared.train.labels, prepared.validation.images, prepared.validation.labels:
        assert stat.S_IMODE(path.stat().st_mode) & 0o222 == 0


def test_a_second_preparation_writes_nothing(tiny, tmp_path):
    first = prepare(tiny, b"a secret", "relabel", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    second = prepare(tiny, b"a secret", "relabel", tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert (second.train, second.validation) == (first.train, first.validation)


def test_other_secrets_have_other_files(tiny, tmp_path):
    one, two = (prepare(tiny, secret, "relabel", tmp_path) for secret in (b"one", b"two"))
    assert one.train.images != two.train.images
    assert not torch.equal(one.validation_rows, two.validation_rows)


def test_a_file_that_is_too_short_is_written_again(tiny, tmp_path):
    first = prepare(tiny, b"a secret", "relabel", tmp_path)
    whole = first.train.images.read_bytes()
    first.train.images.unlink()
    first.train.images.write_bytes(whole[:1000])
    prepare(tiny, b"a secret", "relabel", tmp_path)
    assert first.train.images.read_bytes() == whole


def test_a_write_that_breaks_off_leaves_nothing(tiny, tmp_path, monkeypatch):
    def full_disk(images, pixels):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blinding, "_as_inputs", full_disk)
    with pytest.raises(UsageError, match="No space left"):
        prepare(tiny, b"a secret", "relabel", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(tiny, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError) as caught:
        prepare(tiny, b"a secret", "relabel", tmp_path / "file" / "folder")
    assert "\n" not in str(caught.value)
    assert str(tmp_path / "file" / "folder") in str(caught.value)
