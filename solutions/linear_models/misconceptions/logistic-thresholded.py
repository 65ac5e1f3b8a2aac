"""Returns the decision instead of the probability. Overlooks that a step has no gradient to learn from.

task: 1.7
en: Your outputs are exactly 0 or 1, and no gradient comes through. Should the model give a decision, or the probability behind it?
ko: 출력이 정확히 0 아니면 1이고 기울기가 지나가지 못해요. 모델이 내놓을 것은 결정일까요, 그 뒤에 있는 확률일까요?
"""


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return (torch.sigmoid(self.linear(x)) > 0.5).float()
