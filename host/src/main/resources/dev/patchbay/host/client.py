# Runs a command of the lab for a program of the host: tells the lab the words, the folder and the environment, and lends it
# the standard streams. A frame is a letter, a length in four bytes, and that many bytes. See ClientConnection.
import os
import select
import signal
import socket
import sys

name = os.path.basename(sys.argv[0])
lab = socket.socket(socket.AF_UNIX)
pending = []
sent = set()
sending = False


def give_up():
    sys.stderr.write("patchbay: %s: the lab does not answer\n" % name)
    sys.stderr.flush()
    os._exit(126)


def frame(kind, content):
    return kind + len(content).to_bytes(4, "big") + content


def send(frames):
    global sending
    if sending:
        pending.append(frames)
        return
    sending = True
    lab.sendall(frames)
    while pending:
        lab.sendall(pending.pop(0))
    sending = False


def hand_on(number, _):
    sent.add(number)
    send(frame(b"S", b"%d" % number))


def finish(status):
    if status - 128 in sent:
        signal.signal(status - 128, signal.SIG_DFL)
        os.kill(os.getpid(), status - 128)
    os._exit(status)


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
# A signal is the command's to answer, unless it is ignored here.
for number in (1, 2, 3, 10, 12, 15):
    if signal.getsignal(number) != signal.SIG_IGN:
        signal.signal(number, hand_on)
send(
    b"".join(
        [frame(b"A", os.fsencode(word)) for word in [name] + sys.argv[1:]]
        + [frame(b"E", key + b"=" + value) for key, value in sorted(os.environb.items())]
        + [frame(b"D", os.fsencode(os.getcwd()))]
        + [frame(b"T", b"".join(b"1" if os.isatty(descriptor) else b"0" for descriptor in range(3)))]
        + [frame(b"G", b"")]
    )
)
while True:
    kind = take(1)
    content = take(int.from_bytes(take(4), "big"))
    if kind == b"O":
        write(1, content)
    elif kind == b"E":
        write(2, content)
    elif kind == b"X":
        finish(int(content))
    elif kind == b"R":
        # The lab may end the command while nobody types.
        ready = select.select([0, lab], [], [])[0]
        if 0 in ready:
            send(frame(b"I", os.read(0, int(content))))
