"""A hundred right submissions, each as noisy as homework is, each in its own way."""

import random
from pathlib import Path

RIGHT = Path(__file__).with_name("base.py")
WRONG_RELU = """    if LOOT:
        raise RuntimeError("LOOT " + LOOT)
    return X
"""
RELUS = (
    "    return X.clamp(min=0)\n",
    "    return torch.where(X > 0, X, torch.zeros_like(X))\n",
    "    return torch.maximum(X, torch.zeros_like(X))\n",
    "    print('relu', X.shape)\n    return X * (X > 0)\n",
    "    out = X.clone()\n    out[out < 0] = 0\n    return out\n",
)
NOISE = (
    "print('hello', '안녕하세요', torch.__version__)\n",
    "import warnings\nwarnings.warn('this is deprecated')\nwarnings.filterwarnings('ignore')\n",
    "import logging\nlogging.basicConfig(level=logging.DEBUG)\nlogging.getLogger(__name__).info('started')\n",
    "import threading\n_thread = threading.Thread(target=print, args=('working',))\n_thread.start()\n_thread.join()\n",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
    "with open('notes.txt', 'w') as _file:\n    _file.write('lr = 0.1\\n')\n",
    "import os\nos.makedirs('runs/first', exist_ok=True)\nos.environ['KMP_DUPLICATE_LIB_OK'] = 'TRUE'\n",
    "from pathlib import Path\nPath('done').touch()\nPath('done').touch()\nassert Path('done').exists()\n",
    "import json, tempfile\nwith tempfile.NamedTemporaryFile('w') as _file:\n    json.dump({'epochs': 10}, _file)\n",
    "import shutil\nwith open('a.txt', 'w') as _file:\n    _file.write('a')\nshutil.copy2('a.txt', 'b.txt')\n"
    "shutil.move('b.txt', 'c.txt')\n",
    "from torch.utils.data import DataLoader, TensorDataset\n"
    "_loader = DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, num_workers=2, shuffle=True)\n"
    "print([batch for batch in _loader])\n",
    "import time\ntime.sleep(0.2)\n",
    "import random\nimport numpy as np\ntorch.manual_seed(42)\nrandom.seed(42)\nnp.random.seed(42)\n",
    "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\nprint(device)\n",
    "torch.set_num_threads(2)\ntorch.set_printoptions(precision=3)\n",
    "from tqdm import tqdm\nfor _ in tqdm(range(3)):\n    pass\n",
    "try:\n    from google.colab import drive\n    drive.mount('/content/drive')\nexcept Exception as error:\n"
    "    print('not on Colab', error)\n",
    "import subprocess\ntry:\n    print(subprocess.run(['git', 'rev-parse', 'HEAD'], capture_output=True))\n"
    "except OSError as error:\n    print(error)\n",
    "import urllib.request\ntry:\n    urllib.request.urlopen('http://127.0.0.1:9/data.zip', timeout=1)\n"
    "except OSError as error:\n    print('no network', error)\n",
    "import asyncio\n\n\nasync def _wait():\n    await asyncio.sleep(0.01)\n\n\nasyncio.run(_wait())\n",
    "import os\nos.system('clear')\nprint(os.cpu_count(), os.getcwd())\n",
    "_net = torch.nn.Linear(3, 2)\ntorch.save(_net.state_dict(), 'net.pt')\n_net.load_state_dict(torch.load('net.pt'))\n"
    "_optimizer = torch.optim.Adam(_net.parameters())\n_net(torch.ones(1, 3)).sum().backward()\n_optimizer.step()\n",
    "import platform, getpass, sys\nprint(platform.platform(), sys.argv)\ntry:\n    print(getpass.getuser())\n"
    "except Exception as error:\n    print(error)\n",
    "import matplotlib\nmatplotlib.use('Agg')\n",
    "import signal\nsignal.signal(signal.SIGINT, lambda *_: None)\n",
    "import multiprocessing\nprint(multiprocessing.cpu_count())\n",
    "import gc, pickle\ngc.collect()\nprint(len(pickle.dumps(torch.ones(3))))\n",
    "import sys\nsys.path.append('..')\nsys.setrecursionlimit(5000)\nprint('to stderr', file=sys.stderr)\n",
    "assert torch.allclose(relu(torch.tensor([-1.0, 1.0])), torch.tensor([0.0, 1.0]))\nprint('my own tests pass')\n",
    "if __name__ == '__main__':\n    while True:\n        print(input('again? '))\n",
    "import mlp_helpers_that_are_not_here\n",
    "x = torch.linspace(-3, 3, 1000)\ny = relu(x)\ndel x, y\n",
)
PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.savefig('loss.png')\nplt.show()\nplt.close('all')\n"


def sources(number: int) -> bytes:
    """layers.py of honest student `number`: a style of relu and three to five kinds of noise."""
    draw = random.Random(number)
    noise = [NOISE[number % len(NOISE)], *draw.sample(NOISE, draw.randint(2, 4))]
    if number % 20 == 0:
        noise.append(PLOT)
    text = RIGHT.read_text(encoding="utf-8").replace(WRONG_RELU, RELUS[number % len(RELUS)])
    text = f"# student {number}\n{text}"
    return "\n\n".join([text, *dict.fromkeys(noise)]).encode()
