"""Spells an attribute one way in __init__ and another way in forward; Python notices only when the line runs.

task: 3.6
en: Making the net works, the first pass does not. Compare the names in __init__ and forward letter by letter.
ko: 모델은 만들어지는데 입력을 넣으면 오류가 나요. __init__과 forward에 쓴 이름을 한 글자씩 비교해 보세요.
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
            H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        if self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.linear3(H2)
