"""A function that gives back the wrong kind of thing is told exactly that, by a public test, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import load_course
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.results import Outcome

COURSE = load_course(Path(__file__).parents[3])
# A function of the reference, called and then spoiled in one way: what is returned, or what becomes of the arguments.
SPOILED = """

_right = {name}
def {name}(*args, **kwargs):
    out = _right(*args, **kwargs)
    {body}
"""
NOTHING = ("return None", "but it is None", "None이")
NO_BATCHES = ("return None", "but it is NoneType", "NoneType")
LIST = ("return out.tolist()", "to be a tensor, but it is list of", "텐서여야 하는데")
SHAPE = ("return out.unsqueeze(0)", "to have shape (4,), but it has (1, 4)", "모양이 (4,)")
DTYPE = ("return out.double()", "to have dtype torch.float32, but it has torch.float64", "dtype이 torch.float32")


def changes(name: str) -> tuple[str, str, str]:
    return "args[0].add_(1); return out", f"The call changed its {name}", f"({name})이 바뀌었어요"


CASES = [
    ("linear_models", "1.1", "sigmoid", NOTHING), ("linear_models", "1.1", "sigmoid", LIST),
    ("linear_models", "1.1", "tanh", SHAPE), ("linear_models", "1.1", "tanh", DTYPE),
    ("linear_models", "1.1", "tanh", changes("z")), ("linear_models", "1.2", "mse_loss", changes("y_hat")),
    ("linear_models", "1.6", "binary_cross_entropy", NOTHING),
    ("linear_models", "1.6", "binary_cross_entropy", changes("y_hat")),
    ("perceptrons", "2.1", "compose_affine", NOTHING), ("perceptrons", "2.1", "compose_affine", changes("A1")),
    ("perceptrons", "2.3", "sum_squared_error", changes("y_hat")),
    ("perceptrons", "2.4", "minibatches", NO_BATCHES), ("perceptrons", "2.4", "minibatches", changes("x")),
    ("regularization", "3.2", "lp_norm", changes("x")), ("regularization", "3.2", "l1_loss", changes("y_hat")),
    ("regularization", "3.3", "l2_penalty", NOTHING), ("regularization", "3.3", "l1_penalty", changes("w")),
    ("mnist_mlp", "4.2", "leaky_relu", LIST), ("mnist_mlp", "4.2", "leaky_relu", changes("x")),
    ("mnist_mlp", "4.4", "batch_norm", NOTHING), ("mnist_mlp", "4.4", "batch_norm", changes("x")),
]  # fmt: skip


@pytest.fixture(scope="module")
def judges() -> Iterator[dict[str, Judge]]:
    launcher = Launcher({"disabled": [], "canaries": []})
    yield {lab.id: Judge(lab, bytes(32), launcher, public_only=True) for lab in COURSE.labs}
    launcher.close()


@pytest.mark.parametrize(("lab_id", "task", "name", "case"), CASES, ids=lambda value: str(value)[:30])
def test_the_wrong_kind_of_thing_is_named(judges, lab_id, task, name, case):
    lab, (body, en, ko) = COURSE.lab(lab_id), case
    modules = [file for file in (*lab.toml.lab.files, *lab.toml.lab.given) if file.endswith(".py")]
    files = {file: (lab.solution_dir / file).read_bytes() for file in modules}
    files[lab.task(task).file] += SPOILED.format(name=name, body=body).encode()
    failed = [t for t in judges[lab_id].grade(files, only=[task]).tests if t.outcome is not Outcome.PASSED]
    assert any(en in test.message_i18n.en for test in failed), [test.message_i18n.en for test in failed]
    assert any(ko in test.message_i18n.ko for test in failed), [test.message_i18n.ko for test in failed]
    # And no test says something else of it, such as that there is no gradient.
    if case is NOTHING:
        assert all("gradient" not in test.message_i18n.en.partition("None")[0] for test in failed)
