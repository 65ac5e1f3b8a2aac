"""Cells that would act on whoever runs them."""

import json


def make(folder, places):
    mark = "/tmp/" + places["MARK"]
    sources = (
        f"!touch {mark}-shell\n", f"%%bash\ntouch {mark}-bash\n", f"%run {places['COURSE']}/solutions/regularization/layers.py\n",
        f"get_ipython().system('touch {mark}-ipython')\n", "%load_ext evil\n", "import torch\n\n\ndef relu(X):\n    return X\n",
    )
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}, "execution_count": None,
         "outputs": [{"output_type": "stream", "name": "stdout", "text": "{{ 7 * 7 }}<script>" + places["MARK"] + "()</script>" * 100}]}
        for source in sources
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "layers.ipynb").write_text(json.dumps(notebook))
