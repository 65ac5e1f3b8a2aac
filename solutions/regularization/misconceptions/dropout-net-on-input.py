"""Drops what goes into the two hidden layers instead of what comes out of them, so inputs are lost too.

task: 3.6
en: Set dropout1 = 1 and dropout2 = 0. What falls silent: the first hidden layer or the image itself?
ko: dropout1 = 1, dropout2 = 0으로 두어 보세요. 사라지는 것이 첫째 은닉층인가요, 이미지 자체인가요?
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
        X = X.flatten(1)
        if self.training:
            X = dropout_layer(X, self.dropout1)
        H1 = relu(self.lin1(X))
        if self.training:
            H1 = dropout_layer(H1, self.dropout2)
        H2 = relu(self.lin2(H1))
        return self.lin3(H2)
