"""Uses the second rate in the first hidden layer and the first rate in the second.

task: 3.6
en: Make the two rates as different as can be, 1 and 0. Which hidden layer falls silent, and which one should?
ko: 두 확률을 1과 0처럼 최대한 다르게 두어 보세요. 어느 은닉층이 조용해지나요? 조용해져야 하는 층은 어느 쪽인가요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.dropout1 = dropout2
        self.dropout2 = dropout1

    def forward(self, X):
        H1 = relu(self.lin1(X.flatten(1)))
        if self.training:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        if self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
