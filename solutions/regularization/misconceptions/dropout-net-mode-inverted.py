"""Has the condition the wrong way round: units are dropped when the net is used and kept while it learns.

task: 3.6
en: When should units be missing: while the net learns or while it is used? See in which mode your condition holds.
ko: 유닛이 빠져야 하는 때는 학습할 때인가요, 사용할 때인가요? 조건이 어떤 모드에서 참이 되는지 확인해 보세요.
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
        if not self.training:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        if not self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
