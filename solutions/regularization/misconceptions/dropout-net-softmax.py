"""Ends with a softmax and overlooks that the cross-entropy loss applies it itself.

task: 3.6
en: Add up a row of the output. Are these logits, or has something been done to them already?
ko: 출력의 한 행을 더해 보세요. 이 값은 로짓인가요, 아니면 이미 무언가를 거친 값인가요?
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
        return torch.softmax(self.lin3(H2), dim=1)
