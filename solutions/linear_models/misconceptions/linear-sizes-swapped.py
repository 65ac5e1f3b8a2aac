"""Knows that a weight has the shape (out, in) and hands the sizes to nn.Linear in that order.

task: 1.5
en: With as many outputs as inputs all is well, otherwise the sizes are the wrong way round. In which order does your layer want its two sizes?
ko: 입력과 출력의 개수가 같으면 괜찮은데 다르면 크기가 뒤바뀌어요. 지금 쓴 층은 두 크기를 어떤 순서로 받나요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(out_features, in_features)

    def forward(self, x):
        return self.linear(x)
