"""Objects that run code when they are unpickled or loaded."""

import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/@MARK@-pickle",)


with open("layers.pt", "wb") as file:
    pickle.dump(Bomb(), file)


def relu(X):
    return Bomb() if X.ndim == 1 else pickle.dumps(Bomb())
