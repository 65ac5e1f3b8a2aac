"""Keeps the layers in a plain list, where nn.Module does not find their parameters.

task: 3.6
en: Count what net.parameters() gives. In which kinds of attributes does nn.Module look for layers?
ko: net.parameters()가 몇 개를 주는지 세어 보세요. nn.Module은 어떤 속성에서 층을 찾나요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.layers = [
            nn.Linear(num_inputs, num_hiddens1),
            nn.Linear(num_hiddens1, num_hiddens2),
            nn.Linear(num_hiddens2, num_outputs),
        ]
        self.dropout1 = dropout1
        self.dropout2 = dropout2

    def forward(self, X):
        H1 = relu(self.layers[0](X.flatten(1)))
        if self.training:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.layers[1](H1))
        if self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.layers[2](H2)
