"""Turn an allowed pair of sockets into a connection to others."""

import os
import socket


def attack():
    ours, theirs = socket.socketpair()
    for act in (
        lambda: ours.connect("\0@ABSTRACT@"),
        lambda: ours.sendto(b"stolen", "@SOCKET@"),
        lambda: ours.sendmsg([b"stolen"], [], 0, "\0@ABSTRACT@"),
        lambda: ours.bind("\0@MARK@"),
        lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"stolen", "\0@ABSTRACT@"),
        lambda: socket.send_fds(ours, [b"x"], [0]),
    ):
        try:
            act()
            return "reached out"
        except OSError:
            continue
