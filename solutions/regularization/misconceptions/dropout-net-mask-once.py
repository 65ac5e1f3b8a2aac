"""Draws the masks when the net is made, so that the same units are missing in every pass.

task: 3.6
en: Compare two passes in training mode: the same units are missing. When is your mask drawn?
ko: 학습 모드에서 두 번의 결과를 비교해 보면 같은 유닛이 빠져 있어요. 마스크는 언제 뽑히나요?
"""


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.mask1 = dropout_layer(torch.ones(num_hiddens1), dropout1)
        self.mask2 = dropout_layer(torch.ones(num_hiddens2), dropout2)

    def forward(self, X):
        H1 = relu(self.lin1(X.flatten(1)))
        if self.training:
            H1 = H1 * self.mask1
        H2 = relu(self.lin2(H1))
        if self.training:
            H2 = H2 * self.mask2
        return self.lin3(H2)
