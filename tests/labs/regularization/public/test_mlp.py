"""Public tests of mlp.py: literals, properties and torch's own functions."""

import pytest
import torch

from grader.judge.checks import (
    assert_close,
    assert_floats,
    assert_items,
    assert_tensor,
    assert_unchanged,
    check,
    say,
)

FIRST, SECOND = say("gradient of W1", "W1의 기울기"), say("gradient of W2", "W2의 기울기")


def logits(out, n, k):
    """What cross-entropy sees of n rows of k logits: a shift of a whole row (log_softmax) changes nothing."""
    out = assert_tensor(out, shape=(n, k), dtype=torch.float32)
    return out - out[:, -1:]


# ------------------------------------------------------------------------------------------------ 3.5

PARAMS = [
    torch.tensor([[1.0, -1.0, 0.5], [2.0, 1.0, -0.5]]),
    torch.tensor([0.0, 0.5, -1.0]),
    torch.tensor([[1.0, -2.0], [0.5, 1.0], [3.0, 0.0]]),
    torch.tensor([-1.0, 0.25]),
]


def parameters(student, *sizes):
    """The four tensors of init_params, in a list, a tuple or an nn.ParameterList."""
    value = student.init_params(*sizes)
    return assert_items(value.parameters() if getattr(value, "type", None) == "ParameterList" else value, 4)


@pytest.mark.task("3.5")
def test_init_params_shapes(student):
    """init_params gives W1, b1, W2, b2 in the shapes of X W1 + b1, and the biases are 0.

    ko: init_params는 X W1 + b1에 맞는 모양으로 W1, b1, W2, b2를 주고, 편향은 0이에요.
    """
    params = parameters(student, 30, 4, 20)
    for name, value, shape in zip(("W1", "b1", "W2", "b2"), params, ((30, 20), (20,), (20, 4), (4,)), strict=True):
        assert_tensor(value, shape=shape, dtype=torch.float32, what=say(name, name))
        if len(shape) == 1:
            assert_close(value, torch.zeros(shape), what=say(name, name))


@pytest.mark.task("3.5")
def test_init_params_scale(student):
    """The weights have mean 0 and standard deviation 0.01.

    ko: 가중치의 평균은 0, 표준편차는 0.01이에요.
    """
    params = parameters(student, 200, 100, 150)
    for name, value, shape in (("W1", params[0], (200, 150)), ("W2", params[2], (150, 100))):
        W = assert_tensor(value, shape=shape, what=say(name, name)).double()
        # 15,000 draws: their standard deviation is off by 0.6 % and their mean by 0.00008; six times as much passes.
        good = abs(float(W.std()) - 0.01) < 0.0004 and abs(float(W.mean())) < 0.0005
        check(
            good,
            say(f"{name} should come from N(0, 0.01²).", f"{name}은 N(0, 0.01²)에서 뽑아야 해요."),
            f"expected: mean 0, standard deviation 0.01\ngot: {float(W.mean()):.4f}, {float(W.std()):.4f}",
        )


@pytest.mark.task("3.5")
def test_net_by_hand(student):
    """net computes relu(X W1 + b1) W2 + b2.

    ko: net은 relu(X W1 + b1) W2 + b2를 계산해요.
    """
    X = torch.tensor([[1.0, 1.0], [-1.0, 0.5], [2.0, -3.0]])
    # H = [[3, 0.5, 0], [0, 2, 0], [0, 0, 1.5]]
    out = torch.tensor([[2.25, -5.25], [0.0, 2.25], [3.5, 0.25]])
    assert_close(logits(student.net(X, PARAMS), 3, 2), out - out[:, -1:], given="[[1, 1], [-1, 0.5], [2, -3]]")


@pytest.mark.task("3.5")
def test_net_flattens_images(student):
    """Images go in as they are: each becomes one row.

    ko: 이미지를 그대로 넣어도 돼요. 이미지 한 장이 한 행이 돼요.
    """
    images = torch.tensor([[1.0, 1.0], [-1.0, 0.5], [2.0, -3.0], [0.0, 1.0]]).reshape(4, 1, 2, 1)
    out = torch.tensor([[2.25, -5.25], [0.0, 2.25], [3.5, 0.25], [1.75, -2.25]])
    assert_close(logits(student.net(images, PARAMS), 4, 2), out - out[:, -1:], given="images of shape (4, 1, 2, 1)")


# ------------------------------------------------------------------------------------------------ 3.6

W1, B1 = torch.tensor([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]), torch.tensor([0.5, 1.0, -1.0])
W2, B2 = torch.tensor([[1.0, 2.0, 0.0], [-1.0, 0.0, 1.0]]), torch.tensor([0.25, 2.0])
W3, B3 = torch.tensor([[1.0, -2.0], [0.5, 0.5], [0.0, 1.0], [-1.0, 1.0]]), torch.tensor([1.0, -1.0, 2.0, 0.5])
WEIGHTS = [W1, B1, W2, B2, W3, B3]


def small_net(student, dropout1, dropout2):
    net = student.Net(2, 4, 3, 2, dropout1, dropout2)
    student.load(net, WEIGHTS)
    return net


@pytest.mark.task("3.6")
def test_net_has_three_layers(student):
    """Net(784, 10, 256, 256) has the 269,322 parameters of its three layers and takes images.

    ko: Net(784, 10, 256, 256)은 세 층의 파라미터 269,322개를 갖고, 이미지를 받아요.
    """
    net = student.Net(784, 10, 256, 256)
    count = sum(p.numel() for p in net.parameters())
    check(
        count == 269_322,
        say("The number of parameters is not that of 784-256-256-10.", "파라미터 수가 784-256-256-10과 달라요."),
        f"expected: 269322\ngot: {count}",
    )
    for shape in ((2, 784), (2, 1, 28, 28)):
        assert_tensor(net(torch.zeros(shape)), shape=(2, 10), dtype=torch.float32)


@pytest.mark.task("3.6")
def test_eval_is_the_plain_mlp(student):
    """After eval() nothing is dropped or scaled: two ReLU layers and a linear one, the same every time.

    ko: eval() 뒤에는 아무것도 버리거나 늘리지 않아요. ReLU 층 두 개와 선형 층 하나이고, 늘 같은 값이에요.
    """
    net = small_net(student, 0.3, 0.8)
    net.eval()
    X = torch.tensor([[1.0, 0.5], [-1.0, -2.0], [3.0, 4.0]])
    H = torch.relu(torch.relu(X @ W1.T + B1) @ W2.T + B2)
    out = H @ W3.T + B3
    for _ in range(2):
        assert_close(logits(net(X), 3, 4), out - out[:, -1:], given="[[1, 0.5], [-1, -2], [3, 4]] after eval()")


@pytest.mark.task("3.6")
def test_training_mode_is_random(student):
    """In training mode each pass drops other units; after eval() none, after train() again.

    ko: 학습 모드에서는 부를 때마다 다른 유닛이 빠지고, eval() 뒤에는 빠지지 않고, train() 뒤에는 다시 빠져요.
    """
    net, X = student.Net(20, 5, 30, 25), torch.ones(10, 20)

    def differ():
        first, second = net(X), net(X)
        return not torch.equal(assert_tensor(first, shape=(10, 5)), assert_tensor(second, shape=(10, 5)))

    # All passes come before the checks: what follows eval() tells a net that never drops from one that drops then.
    new = differ()
    net.eval()
    evaluated = differ()
    net.train()
    again = differ()
    check(
        new,
        say(
            "Two passes of a new net are equal: nothing is dropped.",
            "새 모델의 두 결과가 같아요. 아무것도 빠지지 않아요.",
        ),
    )
    check(not evaluated, say("After eval() two passes differ.", "eval() 뒤에도 결과가 매번 달라요."))
    check(again, say("After train() nothing is dropped any more.", "train() 뒤에 아무것도 빠지지 않아요."))


@pytest.mark.task("3.6")
def test_where_the_dropout_is(student):
    """dropout1 = 1 silences the first hidden layer, dropout2 = 1 the second; logits are never dropped.

    ko: dropout1 = 1이면 첫째 은닉층이, dropout2 = 1이면 둘째 은닉층이 모두 0이 돼요. 로짓은 빠지지 않아요.
    """
    X = torch.tensor([[1.0, 0.5], [3.0, 4.0]])
    after_first = (W3 @ torch.relu(B2) + B3).expand(2, 4)
    cases = ((1.0, 0.0, after_first), (0.0, 1.0, B3.expand(2, 4)))
    # Both nets run before the checks, so that rates that are swapped differ from one rate in both places.
    outs = [small_net(student, p1, p2)(X) for p1, p2, _ in cases]
    for out, (p1, p2, expected) in zip(outs, cases, strict=True):
        given = f"dropout1 = {p1}, dropout2 = {p2}"
        assert_close(logits(out, 2, 4), expected - expected[:, -1:], given=given)


# ------------------------------------------------------------------------------------------------ 3.7

X_, Y_ = torch.tensor([1.0, 2.0]), torch.tensor([4.0])
U1, U2 = torch.tensor([[1.0, -1.0], [0.5, 0.5]]), torch.tensor([[2.0, 3.0]])
GIVEN = "x = (1, 2), y = 4, W1 = [[1, -1], [0.5, 0.5]], W2 = [[2, 3]]"


@pytest.mark.task("3.7")
def test_cost_by_hand(student):
    """J is half the squared error plus the penalty: 0.125 + 0.775 in a small example.

    ko: J는 제곱 오차의 절반 더하기 페널티예요. 작은 예에서 0.125 + 0.775예요.
    """
    for lambd, J in ((0.0, 0.125), (0.1, 0.9)):
        cost = assert_items(student.forward_backward(X_, Y_, U1, U2, lambd), 3)[0]
        assert_close(cost, J, rtol=1e-5, what=say("cost J", "비용 J"), given=f"{GIVEN}, lambd = {lambd}")


@pytest.mark.task("3.7")
def test_gradient_of_w2_by_hand(student):
    """dJ/dW2 is (o - y) h^T + lambd W2.

    ko: dJ/dW2 = (o - y) h^T + lambd W2예요.
    """
    for lambd, grad in ((0.0, [[0.0, 0.75]]), (0.1, [[0.2, 1.05]])):
        dW2 = assert_items(student.forward_backward(X_, Y_, U1, U2, lambd), 3)[2]
        assert_close(dW2, torch.tensor(grad), what=SECOND, given=f"{GIVEN}, lambd = {lambd}")


@pytest.mark.task("3.7")
def test_gradient_of_w1_by_hand(student):
    """dJ/dW1 goes back through W2 and through the ReLU, and has lambd W1 added.

    ko: dJ/dW1은 W2와 ReLU를 거슬러 올라가고, lambd W1이 더해져요.
    """
    for lambd, grad in ((0.0, [[0.0, 0.0], [1.5, 3.0]]), (0.1, [[0.1, -0.1], [1.55, 3.05]])):
        dW1 = assert_items(student.forward_backward(X_, Y_, U1, U2, lambd), 3)[1]
        assert_close(dW1, torch.tensor(grad), what=FIRST, given=f"{GIVEN}, lambd = {lambd}")


@pytest.mark.task("3.7", gated=True)
def test_forward_backward_leaves_its_arguments_alone(student):
    """No argument is changed.

    ko: 넘겨준 값을 하나도 바꾸지 않아요.
    """
    call = student.call("forward_backward", X_, Y_, U1, U2, 0.1)
    assert_items(call.result(), 3)
    for before, after in zip((X_, Y_, U1, U2), call.args_after, strict=False):
        assert_unchanged(before, after)


# ------------------------------------------------------------------------------------------------ 3.8


@pytest.mark.task("3.8")
def test_xavier_variance(student):
    """xavier_init_ gives weights of mean 0 and variance 2 / (n_in + n_out).

    ko: xavier_init_은 평균 0, 분산 2 / (n_in + n_out)인 가중치를 만들어요.
    """
    for shape in ((200, 300), (600, 50)):
        W = assert_tensor(student.xavier_init_(torch.zeros(shape)), shape=shape, dtype=torch.float32).double()
        std = (2 / sum(shape)) ** 0.5
        # 30,000 draws: their standard deviation is off by 0.4 %, their mean by 0.6 % of it.
        check(
            abs(float(W.std()) / std - 1) < 0.03 and abs(float(W.mean())) < 0.04 * std,
            say("The weights have another mean or variance.", "가중치의 평균이나 분산이 달라요."),
            f"input: weight of shape {shape}\nexpected: mean 0, standard deviation {std:.4f}\n"
            f"got: {float(W.mean()):.4f}, {float(W.std()):.4f}",
        )


@pytest.mark.task("3.8")
def test_xavier_fills_in_place(student):
    """xavier_init_ overwrites the tensor it is given, also a parameter, and returns it.

    ko: xavier_init_은 넘겨준 텐서를 (파라미터여도) 제자리에서 바꾸고 그 텐서를 돌려줘요.
    """
    before = torch.full((5, 4), 7.0)
    for grad in ((), (0,)):
        call = student.call("xavier_init_", before, grad=grad)
        W = assert_tensor(call.result(), shape=(5, 4))
        after = assert_tensor(call.args_after[0], shape=(5, 4))
        check(
            torch.equal(W, after) and not bool((before == W).any()),
            say(
                "The tensor that was given should hold the new weights.",
                "넘겨준 텐서 자체에 새 가중치가 들어 있어야 해요.",
            ),
        )


@pytest.mark.task("3.8")
def test_sigmoid_vanishes(student):
    """Through 20 sigmoid layers the gradient of the first layer all but vanishes.

    ko: 시그모이드 20층을 지나면 첫째 층의 기울기가 거의 사라져요.
    """
    norms = assert_floats(student.gradient_norms(20, student.torch.sigmoid), 20)
    check(
        0 < norms[0] < 1e-8 * norms[-1],
        say(
            "The first of the norms should be far below the last: each sigmoid takes at least three quarters away.",
            "첫째 값이 마지막 값보다 훨씬 작아야 해요. 시그모이드 한 층마다 적어도 4분의 3이 줄어요.",
        ),
        f"got: first {norms[0]:.3g}, last {norms[-1]:.3g}",
    )
