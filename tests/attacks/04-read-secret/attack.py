"""Read the course's secret, which seeds hidden inputs."""

def attack():
    return open("@COURSE@/.secret", "rb").read().hex()
