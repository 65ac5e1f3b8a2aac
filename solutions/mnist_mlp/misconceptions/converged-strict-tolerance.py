"""A span of exactly the tolerance is refused.

task: 4.9
en: What if the span is exactly the tolerance, for instance if both are 0? Compare the words of the docstring with your comparison.
ko: 폭이 tolerance와 똑같으면 어떻게 되나요? 둘 다 0일 때를 생각해 보고, docstring의 표현과 비교해 보세요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if max(seen) - min(seen) < tolerance:
            return i + 1
    return None
