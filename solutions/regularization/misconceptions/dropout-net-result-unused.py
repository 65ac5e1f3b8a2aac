"""Calls the dropout and does not keep what it returns, so that nothing is ever dropped.

task: 3.6
en: In training mode two passes are equal. What becomes of the tensor that the dropout returns?
ko: 학습 모드인데도 두 번의 결과가 같아요. 드롭아웃이 돌려준 텐서는 어디로 가나요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.dropout1 = dropout1
        self.dropout2 = dropout2

    def forward(self, X):
        H1 = relu(self.lin1(X.flatten(1)))
        if self.training:
            dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        if self.training:
            dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
