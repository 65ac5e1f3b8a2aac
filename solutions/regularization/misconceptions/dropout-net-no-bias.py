"""Builds the layers without biases and takes a layer for its matrix alone.

task: 3.6
en: Count the parameters of one layer by hand and compare them with those of your net. What is missing besides the matrix?
ko: 층 하나의 파라미터를 손으로 세어서 모델의 것과 비교해 보세요. 행렬 말고 무엇이 빠졌나요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.lin1 = nn.Linear(num_inputs, num_hiddens1, bias=False)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2, bias=False)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs, bias=False)
        self.dropout1 = dropout1
        self.dropout2 = dropout2

    def forward(self, X):
        H1 = relu(self.lin1(X.flatten(1)))
        if self.training:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = relu(self.lin2(H1))
        if self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
