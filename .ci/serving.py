"""Kills a process, then asks 127.0.0.1:PORT until it answers again; prints the milliseconds between."""
import os
import signal
import socket
import sys
import time

pid, port = int(sys.argv[1]), int(sys.argv[2])


def answers():
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.05) as connection:
            connection.settimeout(1)
            connection.sendall(b"GET /health.txt HTTP/1.0\r\n\r\n")
            return b"200 OK" in connection.recv(200)
    except OSError:
        return False


start = time.monotonic()
os.kill(pid, signal.SIGKILL)
while answers():
    time.sleep(0.001)
while not answers():
    time.sleep(0.002)
print(round((time.monotonic() - start) * 1000))
