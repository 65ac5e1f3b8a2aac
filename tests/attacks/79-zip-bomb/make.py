"""A gigabyte of zeros in a megabyte."""

import zipfile


def make(folder, places):
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("layers.py", "w", force_zip64=True) as file:
            for _ in range(1024):
                file.write(bytes(1 << 20))
