"""Datagrams, raw and packet sockets, name lookups, a server of its own."""

import socket


def attack():
    for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, socket.SOCK_RAW)):
        try:
            with socket.socket(family, kind) as client:
                client.sendto(b"stolen", ("127.0.0.1", int("@UDP@")))
                return "sent"
        except OSError:
            continue
    server = socket.create_server(("127.0.0.1", 0))
    return server.getsockname()
