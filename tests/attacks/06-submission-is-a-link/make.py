"""Hand in a symbolic link to the solution."""


def make(folder, places):
    (folder / "layers.py").symlink_to(places["COURSE"] + "/solutions/regularization/layers.py")
