#!/usr/bin/env -S ./patchbay run
# A tun device hands IP packets, without an Ethernet header, to the program that opened it; VPNs are made of it. Look at link/none, at the
# flags, NO-CARRIER until a program opens it, and at what became of the two pings: the route is there, and leads nowhere yet.
set -e

ip tuntap add dev tun0 mode tun
ip addr add 10.8.0.1 peer 10.8.0.2 dev tun0
ip link set tun0 up

ip tuntap show
ip -d link show tun0
ip route show dev tun0
ping -c 2 -i 0.2 -W 1 10.8.0.2 || drops

# With several queues, a program may read on several threads.
ip tuntap add dev tun1 mode tun multi_queue
ip tuntap show
