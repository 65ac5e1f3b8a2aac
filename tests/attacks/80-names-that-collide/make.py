"""layers.py and Layers.py, of which one system keeps one."""


def make(folder, places):
    (folder / "layers.py").write_text("def relu(X):\n    return X\n")
    (folder / "Layers.py").write_text("def relu(X):\n    return X\n")
