"""A small course with three labs, and what tests hand in to it."""

import pytest

from grader.catalog import load_course

TOMLS = {
    "perceptrons": (["perceptrons.py"], {"perceptrons.py": ["Separator", "train"]}),
    "regularization": (["layers.py", "mlp.py"], {"layers.py": ["relu", "dropout_layer"], "mlp.py": ["Net", "net"]}),
    "mnist_mlp": (["model.py", "train.py", "answers.md"], {"model.py": ["MLP"], "train.py": ["train", "evaluate"]}),
}

# The public suite of `regularization`, for what is graded to the end.
SUITE = '''
import pytest

from grader.judge.checks import assert_equal


@pytest.mark.task("2.1")
def test_relu(student):
    """It gives back what it got.

    ko: 받은 값을 그대로 돌려줘요.
    """
    assert_equal(student.relu(3), 3)


@pytest.mark.task("2.2")
def test_net(student):
    """Net can be made.

    ko: Net을 만들 수 있어요.
    """
    student.Net()
'''


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """Nothing writes to it, so that one serves all tests."""
    root = tmp_path_factory.mktemp("course")
    for number, (lab, (files, names)) in enumerate(TOMLS.items(), 1):
        tasks = "".join(
            f'[[task]]\nid = "{number}.{i}"\ntitle = {{ en = "t", ko = "t" }}\npoints = 5\n'
            f'names = {wanted!r}\nfile = "{file}"\n'
            for i, (file, wanted) in enumerate(names.items(), 1)
        )
        toml = f'[lab]\nid = "{lab}"\norder = {number}\ntitle = {{ en = "t", ko = "t" }}\nfiles = {files!r}\n{tasks}'
        for folder in (root / "solutions" / lab, root / "assignments" / lab, root / "tests" / "labs" / lab):
            folder.mkdir(parents=True)
        (root / "solutions" / lab / "lab.toml").write_text(toml.replace("'", '"'), encoding="utf-8")
        for file, wanted in names.items():
            stub = "".join(f"def {name}(x):\n    raise NotImplementedError\n" for name in wanted)
            (root / "assignments" / lab / file).write_text(stub, encoding="utf-8")
    suite = root / "tests" / "labs" / "regularization" / "public"
    suite.mkdir()
    (suite / "test_layers.py").write_text(SUITE, encoding="utf-8")
    return load_course(root)
