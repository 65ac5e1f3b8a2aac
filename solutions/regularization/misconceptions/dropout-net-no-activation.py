"""Takes dropout for the nonlinearity between the layers; after eval() nothing but one affine map is left.

task: 3.6
en: Call eval(): could a single linear layer replace your whole net? Dropout alone puts no bend between two layers.
ko: eval()을 부르고 나면 모델 전체를 선형 층 하나로 바꿔 쓸 수 있지 않나요? 드롭아웃만으로는 층 사이가 꺾이지 않아요.
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
        H1 = self.lin1(X.flatten(1))
        if self.training:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = self.lin2(H1)
        if self.training:
            H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)
