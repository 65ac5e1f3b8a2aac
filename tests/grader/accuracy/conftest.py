"""A tiny dataset whose labels can be read off the image, and its blinded copy."""

import pytest
import torch

from grader.accuracy.blinding import prepare
from grader.accuracy.dataset import Dataset


def tiny_images(labels, generator):
    """uint8 (n, 28, 28), all different: two bright rows tell the label, the rest is faint noise."""
    images = torch.randint(0, 60, (len(labels), 28, 28), generator=generator, dtype=torch.uint8)
    for row, label in enumerate(labels.tolist()):
        images[row, 2 * label : 2 * label + 2] = 250
    return images


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    generator = torch.Generator().manual_seed(0)
    train, test = (torch.randint(0, 10, (count,), generator=generator) for count in (600, 200))
    return Dataset("digits", tiny_images(train, generator), train, tiny_images(test, generator), test)


@pytest.fixture(scope="session")
def prepared(tiny, tmp_path_factory):
    return prepare(tiny, b"a secret", "relabel", tmp_path_factory.mktemp("blinded"))
