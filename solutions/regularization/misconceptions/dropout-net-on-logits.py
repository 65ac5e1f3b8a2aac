"""Treats the output like a hidden layer and drops logits too.

task: 3.6
en: Set dropout2 = 1 and look at the output in training mode. Which layers are hidden, and which is not?
ko: dropout2 = 1로 두고 학습 모드에서 출력을 보세요. 은닉층은 어느 층이고, 은닉층이 아닌 것은 어느 층인가요?
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
        O = self.lin3(H2)
        if self.training:
            O = dropout_layer(O, self.dropout2)
        return O
