#!/usr/bin/env -S ./patchbay run
# A tap device for a program, and what the network sees of it. Look at NO-CARRIER and at the port's state: without the program there is no
# carrier, so the bridge does not use the port. `ip tuntap` makes it persistent: it stays when no program holds it.
set -e

ip tuntap add dev tap0 mode tap user 1000
ip link add br0 type bridge
ip link set tap0 master br0 up
ip link set br0 up

ip tuntap show
ip -d link show tap0
bridge link show dev tap0
ip tuntap del dev tap0 mode tap
