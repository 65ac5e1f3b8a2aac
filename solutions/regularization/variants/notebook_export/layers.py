# %% [markdown]
# # 3주차 과제: 다층 퍼셉트론

# %%
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from tqdm.auto import tqdm

torch.manual_seed(42)
np.random.seed(42)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print("device:", device)


# %%
def relu(X: torch.Tensor) -> torch.Tensor:
    """음수는 0, 양수는 그대로"""
    result = torch.zeros_like(X)
    positive = X > 0
    result[positive] = X[positive]
    return result


print(relu(torch.tensor([-2.0, 0.0, 3.0])))


# %%
def lp_norm(x, p):
    # (|x1|^p + ... + |xn|^p)^(1/p)
    powers = torch.pow(torch.abs(x), p)
    total = torch.sum(powers)
    return torch.pow(total, 1.0 / p)


def l1_loss(y_hat, y):
    return F.l1_loss(y_hat, y, reduction="none").sum()


def l2_loss(y_hat, y):
    return F.mse_loss(y_hat, y, reduction="none").sum()


for p in (1, 2):
    print(p, lp_norm(torch.tensor([0.3, -0.3, 0.4]), p), lp_norm(torch.tensor([0.5, -0.5, 0.0]), p))


# %%
def l2_penalty(w):
    penalty = 0
    penalty += (w**2).sum() / 2
    return penalty


def l1_penalty(w):
    penalty = 0
    penalty += w.abs().sum()
    return penalty


# %%
def dropout_layer(X, dropout):
    assert dropout >= 0.0 and dropout <= 1.0, "dropout은 0과 1 사이"
    # 모두 버리는 경우
    if dropout == 1.0:
        return torch.zeros_like(X)
    # 모두 남기는 경우
    if dropout == 0.0:
        return X
    random_tensor = torch.rand(X.shape).to(X.device)
    mask = torch.where(random_tensor > dropout, torch.ones_like(X), torch.zeros_like(X))
    return mask * X / (1.0 - dropout)


X = torch.arange(16, dtype=torch.float32).reshape((2, 8))
for p in tqdm([0.0, 0.5, 1.0]):
    print(dropout_layer(X, p))


# %%
def plot_relu():
    x = torch.arange(-5.0, 5.0, 0.1, requires_grad=True)
    y = relu(x)
    y.sum().backward()
    plt.plot(x.detach(), y.detach(), label="relu")
    plt.plot(x.detach(), x.grad, label="gradient")
    plt.legend()
    plt.show()


if __name__ == "__main__":
    plot_relu()
