"""Entries with `..`, absolute names, links and devices."""

import stat
import zipfile


def make(folder, places):
    with zipfile.ZipFile(folder / "work.zip", "w") as archive:
        archive.writestr("../" * 12 + "tmp/" + places["MARK"] + "-slip", "x")
        archive.writestr("/tmp/" + places["MARK"] + "-absolute", "x")
        archive.writestr("..\\..\\" + places["MARK"], "x")
        link = zipfile.ZipInfo("layers.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, places["COURSE"] + "/solutions/regularization/layers.py")
