"""Particles after words of code, as they are read aloud."""

import pytest

from grader.korean import josa


@pytest.mark.parametrize(
    ("word", "object_", "toward"),
    [
        ("layers.py", "layers.py를", "layers.py로"),
        ("train.ipynb", "train.ipynb를", "train.ipynb로"),
        ("hw3.zip", "hw3.zip을", "hw3.zip으로"),
        ("relu", "relu를", "relu로"),
        ("batch_norm", "batch_norm을", "batch_norm으로"),
        ("MLP", "MLP를", "MLP로"),
        ("BatchNormMLP", "BatchNormMLP를", "BatchNormMLP로"),
        ("XML", "XML을", "XML로"),
        ("None", "None을", "None으로"),
        ("tuple", "tuple을", "tuple로"),
        ("float32", "float32를", "float32로"),
        ("3.1", "3.1을", "3.1로"),
        ("0.3", "0.3을", "0.3으로"),
        ("(2, 3)", "(2, 3)을", "(2, 3)으로"),
        ("[5, 4]", "[5, 4]를", "[5, 4]로"),
        ("97.81%", "97.81%를", "97.81%로"),
        ("홍길동", "홍길동을", "홍길동으로"),
        ("김하늘", "김하늘을", "김하늘로"),
        ("박서희", "박서희를", "박서희로"),
        ("Net", "Net을(를)", "Net(으)로"),  # 네트, or 넷?
        ("()", "()를", "()로"),
        ("", "을(를)", "(으)로"),
    ],
)
def test_a_word_gets_the_particle_that_fits_its_reading(word, object_, toward):
    assert josa(word, "을", "를") == object_
    assert josa(word, "으로", "로") == toward
