"""Hundreds of threads at once."""

import threading
import time

threading.stack_size(64 << 10)
for _ in range(400):
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
