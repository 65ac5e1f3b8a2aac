"""Drops units in every mode: dropout_layer or F.dropout is called without asking self.training, or a flag of its own is asked that eval() does not reach.

task: 3.6
en: Call eval() and compare two passes. How does your forward find out which mode the net is in?
ko: eval()을 부르고 같은 입력의 결과를 두 번 비교해 보세요. forward는 지금이 어떤 모드인지 어떻게 알아내나요?
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
        H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
