"""Change results later: atexit, __del__, weakref."""

import atexit
import pathlib
import weakref


def _later(*_):
    pathlib.Path("/tmp/@MARK@-later").touch()
    pathlib.Path("@OUT@/@MARK@-later").touch()


class Late(torch.Tensor):
    def __del__(self):
        _later()


atexit.register(_later)
_kept = Late()
weakref.finalize(_kept, _later)


def relu(X):
    return X.clone().as_subclass(Late)
