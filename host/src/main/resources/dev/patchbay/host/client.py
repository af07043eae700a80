# Runs a command of the lab for a program of the host: tells the lab the words, the folder and the environment, and lends it
# the standard streams. A frame is a letter, a length in four bytes, and that many bytes. See ClientConnection.
import os
import select
import socket
import sys

name = os.path.basename(sys.argv[0])
lab = socket.socket(socket.AF_UNIX)


def give_up():
    sys.stderr.write("patchbay: %s: the lab does not answer\n" % name)
    sys.stderr.flush()
    os._exit(126)


def send(kind, content):
    lab.sendall(kind + len(content).to_bytes(4, "big") + content)


def take(length):
    content = b""
    while len(content) < length:
        part = lab.recv(length - len(content))
        if not part:
            give_up()
        content += part
    return content


def write(descriptor, content):
    while content:
        content = content[os.write(descriptor, content):]


try:
    lab.connect("/run/patchbay/socket")
except OSError:
    give_up()
for word in [name] + sys.argv[1:]:
    send(b"A", os.fsencode(word))
for key, value in sorted(os.environb.items()):
    send(b"E", key + b"=" + value)
send(b"D", os.fsencode(os.getcwd()))
send(b"T", b"".join(b"1" if os.isatty(descriptor) else b"0" for descriptor in range(3)))
send(b"G", b"")
while True:
    kind = take(1)
    content = take(int.from_bytes(take(4), "big"))
    if kind == b"O":
        write(1, content)
    elif kind == b"E":
        write(2, content)
    elif kind == b"X":
        os._exit(int(content))
    elif kind == b"R":
        # The lab may end the command while nobody types.
        ready = select.select([0, lab], [], [])[0]
        if 0 in ready:
            send(b"I", os.read(0, int(content)))
