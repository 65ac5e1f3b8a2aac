"""Hidden tests of mlp.py: random inputs against torch and against the reference."""

import math

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_items, assert_tensor, check, say

GRADIENT = say("gradient", "기울기")


def logits(out, n, k):
    """What cross-entropy sees of n rows of k logits: a shift of a whole row (log_softmax) changes nothing."""
    out = assert_tensor(out, shape=(n, k), dtype=torch.float32)
    return out - out[:, -1:]


def draw(rng, *shapes):
    return [torch.randn(shape, generator=rng) for shape in shapes]


# ------------------------------------------------------------------------------------------------ 3.5


@pytest.mark.task("3.5")
def test_net_on_random_weights(student, reference, rng):
    """net agrees with the reference on random weights and images.

    ko: 무작위 가중치와 이미지에서 net이 기준 답안과 같아요.
    """
    params = draw(rng, (12, 7), (7,), (7, 4), (4,))
    for X in draw(rng, (5, 12), (6, 1, 3, 4)):
        expected = reference.net(X, params)
        assert_close(logits(student.net(X, params), len(X), 4), expected - expected[:, -1:], atol=1e-5)


@pytest.mark.task("3.5")
def test_net_has_a_gradient(student, reference, rng):
    """The gradient flows from the logits back to the input.

    ko: 기울기가 로짓에서 입력까지 흘러요.
    """
    params, (X,) = draw(rng, (6, 8), (8,), (8, 3), (3,)), draw(rng, (5, 6))
    c = torch.randn(5, 3, generator=rng)
    c -= c.mean(1, keepdim=True)  # so that a shift of a whole row (log_softmax) has no part in it
    call = student.call("net", X, params, grad=(0,), cotangent=c)
    assert_tensor(call.result(), shape=(5, 3))
    X.requires_grad_()
    (reference.net(X, params) * c).sum().backward()
    assert_close(call.grads[0], X.grad, what=GRADIENT, atol=1e-5)


def parameters(student, *sizes):
    """The four tensors of init_params, in a list, a tuple or an nn.ParameterList."""
    value = student.init_params(*sizes)
    return assert_items(value.parameters() if getattr(value, "type", None) == "ParameterList" else value, 4)


@pytest.mark.task("3.5")
def test_init_params_are_normal_and_new(student):
    """Weights are drawn from a normal distribution, anew in each call.

    ko: 가중치는 정규분포에서, 부를 때마다 새로 뽑혀요.
    """
    first, second = (assert_tensor(parameters(student, 150, 10, 100)[0], shape=(150, 100)) for _ in range(2))
    check(not torch.equal(first, second), say("Two calls gave the same weights.", "두 번 불렀는데 가중치가 같아요."))
    # 4.55 % of a normal distribution lie beyond two deviations, of a uniform one none: 15,000 draws hit it to 0.17 %.
    beyond = float((first.abs() > 0.02).double().mean())
    check(
        abs(beyond - 0.0455) < 0.01,
        say("The weights are not normally distributed.", "가중치가 정규분포를 따르지 않아요."),
    )


@pytest.mark.task("3.5")
def test_backward_reaches_every_parameter(student, reference, rng):
    """After backward() each of the four parameters has its gradient in .grad.

    ko: backward()를 부르면 네 파라미터 모두 .grad에 기울기가 들어 있어요.
    """
    names = ("W1", "b1", "W2", "b2")
    params = assert_items(student.call("init_params", 6, 3, 5, collect=5, keep=True).result(), 4)
    values = [
        assert_tensor(p.attr("data"), what=say(n, n)).requires_grad_() for n, p in zip(names, params, strict=True)
    ]
    (X,), c = draw(rng, (4, 6)), torch.randn(4, 3, generator=rng)
    c -= c.mean(1, keepdim=True)  # so that a shift of a whole row (log_softmax) has no part in it
    call = student.call("net", X, list(params), keep=True)
    check(
        call.result().attr("requires_grad"),
        say("The logits know of no gradient.", "로짓까지 이어지는 기울기가 없어요."),
    )
    call.value.backward(c)
    reference.net(X, values).backward(c)
    hint = say(
        "Is it a leaf, with requires_grad set after the last calculation?",
        "leaf 텐서인가요? requires_grad는 계산을 모두 마친 뒤에 켜야 해요.",
    )
    for name, mine, value in zip(names, params, values, strict=True):
        what = say(f"gradient of {name}", f"{name}의 기울기")
        assert_close(mine.attr("grad"), value.grad, atol=1e-6, what=what, hint=hint)


# ------------------------------------------------------------------------------------------------ 3.6


def hidden_units(student, dropout=(), second_only=False):
    """The second hidden layer of a net in training mode, 250 rows of 40 units that are 1 where nothing is dropped."""
    net = student.Net(42, 41, 41, 40, *dropout)
    first, last = torch.eye(41, 42), torch.eye(41, 40)
    second, bias = (torch.zeros(40, 41), torch.ones(40)) if second_only else (torch.eye(40, 41), torch.zeros(40))
    student.load(net, [first, torch.zeros(41), second, bias, last, torch.zeros(41)])
    return logits(net(torch.ones(250, 42)), 250, 41)[:, :-1]


def check_rates(H, kept, text):
    """Of 10,000 units a fraction `kept` survives (to 0.005), all with the value 1 / kept."""
    alive = H[H.abs() > 0.5]
    check(abs(alive.numel() / H.numel() - kept) < 0.03, text)
    assert_close(alive, torch.full_like(alive, 1 / kept), what=say("kept units", "살아남은 유닛"))


@pytest.mark.task("3.6")
def test_dropout_rates(student, rng):
    """Each hidden layer drops at its own rate and scales what it keeps.

    ko: 은닉층마다 자기 확률로 버리고, 남은 값을 그만큼 키워요.
    """
    low, high = (0.2 + 0.2 * torch.rand(1, generator=rng)).item(), (0.7 + 0.1 * torch.rand(1, generator=rng)).item()
    for p1, p2 in ((low, high), (high, 0.0), (0.0, low)):
        text = say(
            "The fraction of dropped units does not fit dropout1 and dropout2.",
            "버려진 유닛의 비율이 dropout1, dropout2와 맞지 않아요.",
        )
        check_rates(hidden_units(student, (p1, p2)), (1 - p1) * (1 - p2), text)


@pytest.mark.task("3.6")
def test_default_rates(student):
    """Without other wishes dropout1 is 0.2 and dropout2 is 0.5.

    ko: 따로 정하지 않으면 dropout1은 0.2, dropout2는 0.5예요.
    """
    text = say("The default rates are not 0.2 and 0.5.", "기본 확률이 0.2와 0.5가 아니에요.")
    check_rates(hidden_units(student), 0.8 * 0.5, text)
    check_rates(hidden_units(student, second_only=True), 0.5, text)


@pytest.mark.task("3.6")
def test_net_without_dropout(student, reference, rng):
    """With both rates at 0 the training mode is the plain MLP as well, images and gradients included.

    ko: 두 확률이 0이면 학습 모드에서도 그냥 MLP예요. 이미지도 받고, 기울기도 흘러요.
    """
    weights = draw(rng, (7, 12), (7,), (5, 7), (5,), (4, 5), (4,))
    theirs, ours = student.Net(12, 4, 7, 5, 0.0, 0.0), reference.Net(12, 4, 7, 5, 0.0, 0.0)
    student.load(theirs, weights)
    with torch.no_grad():
        for parameter, weight in zip(ours.parameters(), weights, strict=True):
            parameter.copy_(weight)
    for X in draw(rng, (6, 12), (5, 1, 3, 4)):
        c = torch.randn(len(X), 4, generator=rng)
        c -= c.mean(1, keepdim=True)  # so that a shift of a whole row (log_softmax) has no part in it
        call = student.call(theirs, X, grad=(0,), cotangent=c)
        expected = ours(X.requires_grad_())
        assert_close(logits(call.result(), len(X), 4), expected - expected[:, -1:], atol=1e-5)
        expected.backward(c)
        assert_close(call.grads[0], X.grad, what=GRADIENT, atol=1e-5)


# ------------------------------------------------------------------------------------------------ 3.7


@pytest.mark.task("3.7")
def test_against_autograd(student, rng):
    """Cost and both gradients agree with autograd on nets of several sizes.

    ko: 여러 크기의 신경망에서 비용과 두 기울기가 autograd와 같아요.
    """
    for d, h, q in ((3, 5, 2), (4, 8, 1), (1, 3, 6)):
        for lambd in (0.0, 0.7):
            x, y, W1, W2 = (torch.randn(s, generator=rng, dtype=torch.float64) for s in ((d,), (q,), (h, d), (q, h)))
            V1, V2 = W1.clone().requires_grad_(), W2.clone().requires_grad_()
            J = (V2 @ torch.relu(V1 @ x) - y).pow(2).sum() / 2 + lambd / 2 * (V1.pow(2).sum() + V2.pow(2).sum())
            J.backward()
            cost, dW1, dW2 = assert_items(student.forward_backward(x, y, W1, W2, lambd), 3)
            assert_close(cost, J.item(), rtol=1e-6, what=say("cost J", "비용 J"))
            assert_close(dW1, V1.grad, what=say("gradient of W1", "W1의 기울기"))
            assert_close(dW2, V2.grad, what=say("gradient of W2", "W2의 기울기"))


@pytest.mark.task("3.7", gated=True)
def test_equal_units_stay_equal(student, rng):
    """Hidden units with equal weights get equal gradients: nothing breaks the symmetry.

    ko: 가중치가 같은 은닉 유닛은 기울기도 같아요. 대칭이 깨지지 않아요.
    """
    W1 = torch.rand(3, generator=rng).expand(4, 3).contiguous()
    W2 = torch.rand(2, 1, generator=rng).expand(2, 4).contiguous()
    x, y = torch.rand(3, generator=rng) + 0.5, torch.randn(2, generator=rng) + 20
    _, dW1, dW2 = assert_items(student.forward_backward(x, y, W1, W2, 0.2), 3)
    dW1, dW2 = assert_tensor(dW1, shape=(4, 3)), assert_tensor(dW2, shape=(2, 4))
    check(bool((dW1[0].abs() > 0).all()), say("The gradient of W1 is 0.", "W1의 기울기가 0이에요."))
    assert_close(dW1, dW1[:1].expand(4, 3), what=say("gradient of W1", "W1의 기울기"))
    assert_close(dW2, dW2[:, :1].expand(2, 4), what=say("gradient of W2", "W2의 기울기"))


# ------------------------------------------------------------------------------------------------ 3.8


@pytest.mark.task("3.8")
def test_xavier_draws_anew(student):
    """Each call of xavier_init_ draws other weights, one for each entry.

    ko: xavier_init_을 부를 때마다, 칸마다 다른 가중치가 뽑혀요.
    """
    first, second = (assert_tensor(student.xavier_init_(torch.ones(30, 20)), shape=(30, 20)) for _ in range(2))
    check(
        not torch.equal(first, second) and first.unique().numel() > 500,
        say(
            "Weights repeat; units that start equal stay equal.",
            "같은 가중치가 되풀이돼요. 똑같이 시작한 유닛은 계속 똑같아요.",
        ),
    )


@pytest.mark.task("3.8")
def test_gradients_keep_their_size_without_activation(student):
    """With standard deviation 1 / sqrt(width) and no activation, 40 layers neither vanish nor explode.

    ko: 표준편차가 1 / sqrt(너비)이고 활성화가 없으면 40층이어도 기울기가 사라지거나 터지지 않아요.
    """
    identity = student.torch.nn.Identity()
    deep = assert_floats(student.gradient_norms(40, identity), 40)
    shallow = assert_floats(student.gradient_norms(2, identity), 2)
    # For widths of 16 to 64 the logarithms below have a standard deviation of at most 0.55.
    text = say(
        "The norms vanish or explode with depth: look at the standard deviation of the weights.",
        "층이 깊어지면 값이 사라지거나 터져요. 가중치의 표준편차를 살펴보세요.",
    )
    check(min(*deep, *shallow) > 0 and max(*deep, *shallow) < math.inf, text)
    check(abs(math.log10(deep[0] / deep[-1])) < 3.7 and abs(math.log10(deep[0] / shallow[0])) < 3.7, text)


@pytest.mark.task("3.8")
def test_steep_activation_explodes(student, rng):
    """An activation steeper than 1 makes the gradients explode with depth.

    ko: 기울기가 1보다 큰 활성화 함수를 쓰면 깊어질수록 기울기가 터져요.
    """
    steep = student.torch.nn.LeakyReLU(4 + 2 * float(torch.rand(1, generator=rng)))
    deep = assert_floats(student.gradient_norms(20, steep), 20)
    shallow = assert_floats(student.gradient_norms(2, steep), 2)
    check(
        0 < shallow[0] < 1e-4 * deep[0] < math.inf,
        say(
            "The norms should grow with depth here; is `activation` called after each layer?",
            "여기서는 깊어질수록 커져야 해요. 층마다 `activation`을 부르고 있나요?",
        ),
    )
