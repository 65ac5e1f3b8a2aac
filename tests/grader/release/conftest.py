"""A small course on disk that the tests of `release` build from."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from grader.catalog import Course, load_course

FILES = {
    "solutions/tiny/lab.toml": """\
        void = ["test_tiny_hidden.py::test_halves"]

        [lab]
        id = "tiny"
        order = 1
        title = { en = "Tiny \\"lab\\"", ko = "작은 실습" }
        files = ["tiny.py", "answers.md"]
        given = ["given.py"]

        # The hidden suite tries very large numbers too.
        [[task]]
        id = "9.1"
        title = { en = "Double", ko = "두 배" }
        points = 2
        names = ["double"]
        file = "tiny.py"
        forbidden = ["torch.mul"]

        [[task]]
        id = "9.2"
        title = { en = "Halve", ko = "절반" }
        points = 3
        names = ["Halver"]
        file = "tiny.py"

        [[task]]
        id = "9.3"
        title = { en = "Why?", ko = "왜요?" }
        points = 1
        manual = true
        rubric = [{ title = { en = "Names the rounding", ko = "반올림을 말해요" }, points = 1 }]

        [limits]
        cpu_s = 5
        """,
    "solutions/tiny/tiny.py": '''\
        """Two small tasks."""

        import torch
        from torch import Tensor, nn


        def double(X: Tensor) -> Tensor:
            """2 X, any shape and dtype."""
            return X + X  # SOLUTION


        class Halver(nn.Module):
            """X / 2."""

            def forward(self, X: Tensor) -> Tensor:
                """X: any shape. Returns X / 2."""
                # BEGIN SOLUTION
                quarter_turns = torch.full((), 0.5, dtype=X.dtype)
                return X * quarter_turns
                # END SOLUTION
        ''',
    "solutions/tiny/given.py": '''\
        """Given: nothing to do here."""

        SCALE = 2
        ''',
    "solutions/tiny/answers.md": """\
        # Questions

        ## 9.3 Why is 0.1 + 0.2 not 0.3?

        <!-- BEGIN SOLUTION -->
        Because neither number has a finite binary form.
        <!-- END SOLUTION -->
        """,
    "solutions/tiny/answers.reference.md": """\
        # Questions

        ## 9.3 Why is 0.1 + 0.2 not 0.3?

        In short. Both are rounded to the next
        number that has a finite binary form, and so is their sum. Hence the 4 at the end.
        """,
    "solutions/tiny/README.md": "# Tiny\n\nDouble and halve.\n",
    "solutions/tiny/README.ko.md": "# 작은 실습\n\n두 배와 절반이에요.\n",
    "solutions/tiny/figures/line.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "tests/labs/tiny/public/test_tiny.py": '''\
        import pytest
        import torch

        from grader.judge.checks import assert_close, assert_tensor


        @pytest.mark.task("9.1")
        def test_doubles(student):
            """One becomes two.

            ko: 하나가 둘이 돼요.
            """
            out = assert_tensor(student.double(torch.ones(3)), shape=(3,))
            assert_close(out, torch.full((3,), 2.0))


        @pytest.mark.task("9.2")
        def test_halves_eight(student):
            """Eight becomes four.

            ko: 여덟이 넷이 돼요.
            """
            net = student.Halver()
            out = assert_tensor(net(torch.full((2, 2), 8.0)), shape=(2, 2))
            assert_close(out, torch.full((2, 2), 4.0))
        ''',
    "tests/labs/tiny/hidden/test_tiny_hidden.py": '''\
        import pytest
        import torch

        from grader.judge.checks import assert_close, assert_tensor


        @pytest.mark.task("9.1")
        def test_doubles_negatives(student, reference):
            """Negative numbers are doubled as well.

            ko: 음수도 두 배가 돼요.
            """
            X = torch.tensor([-17.25, 7316.25])
            out = assert_tensor(student.double(X), shape=(2,))
            assert_close(out, reference.double(X))
            assert_close(out, torch.tensor([-34.5, 14632.5]))


        @pytest.mark.task("9.2")
        def test_halves(student):
            """Odd numbers keep their fraction.

            ko: 홀수도 소수점까지 맞아요.
            """
            out = assert_tensor(student.Halver()(torch.tensor([7.0])), shape=(1,))
            assert_close(out, torch.tensor([3.5]))
        ''',
    "solutions/tiny/variants/by_shift/tiny.py": '''\
        """Doubling by a step to the left of the point."""

        from torch import Tensor, nn, float64 as wide


        def double(X: Tensor) -> Tensor:
            """2 X, any shape and dtype."""
            return X.mul(1 << 1).to(dtype=X.dtype)


        class Halver(nn.Module):
            """X / 2."""

            def forward(self, X: Tensor) -> Tensor:
                """X: any shape. Returns X / 2."""
                # exact, since a power of two only moves the exponent
                return X.to(wide).ldexp(-X.new_ones(())).to(X.dtype)
        ''',
    "solutions/tiny/misconceptions/halved-by-floor.py": '''\
        """Doubles whole numbers only.

        task: 9.1
        en: What becomes of the digits behind the point?
        ko: 소수점 아래 숫자는 어떻게 되나요?
        """


        def double(X):
            whole_part = X // 1 * 2
            return whole_part
        ''',
}


@pytest.fixture(autouse=True)
def _forget_suites() -> None:
    """pytest keeps the modules of a suite by name, and every test here has a course with the same names."""
    for name in [name for name in sys.modules if name.startswith("tests.labs.")]:
        del sys.modules[name]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The tiny course, freshly written below `tmp_path`."""
    return write_course(tmp_path / "course")


def write_course(folder: Path) -> Course:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(dedent(text).encode())
    return load_course(folder)
