"""Services of the machine through sockets with a path."""

import socket


def attack():
    for path in ("@SOCKET@", "\0@ABSTRACT@", "/run/docker.sock", "/run/dbus/system_bus_socket"):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                with socket.socket(socket.AF_UNIX, kind) as client:
                    client.connect(path)
                    client.send(b"stolen")
                    return path
            except OSError:
                continue
