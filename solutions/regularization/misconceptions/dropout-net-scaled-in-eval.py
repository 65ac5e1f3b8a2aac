"""Builds classic dropout, which shrinks the units when the net is used instead of enlarging the survivors in training; this task does the latter.

task: 3.6
en: Your way keeps the mean too, but here eval() is to leave every unit as it is. When should the scaling happen?
ko: 이 방식도 평균은 지켜요. 하지만 이 과제에서는 eval() 뒤에 유닛을 그대로 두어야 해요. 크기를 맞추는 일은 언제 해야 할까요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.dropout1 = dropout1
        self.dropout2 = dropout2

    def drop(self, H, p):
        if self.training:
            return H * (torch.rand(H.shape) >= p)
        return H * (1 - p)

    def forward(self, X):
        H1 = relu(self.lin1(X.flatten(1)))
        H1 = self.drop(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        H2 = self.drop(H2, self.dropout2)
        return self.lin3(H2)
