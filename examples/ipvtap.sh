#!/usr/bin/env -S ./patchbay run
# An ipvtap is to ipvlan what macvtap is to macvlan: a place on a NIC for a program, with the NIC's own hardware address. Look at the two
# link/ether, which are the same, and at the refusal: a NIC is shared by ipvlan or by macvlan, not by both.
set -e

ip link add eth0 type veth peer name sw0
ip link set eth0 up
ip link set sw0 up

ip link add link eth0 name ipvtap0 type ipvtap mode l2 bridge
ip addr add 10.1.0.11/24 dev ipvtap0
ip link set ipvtap0 up
ip -d link show eth0
ip -d link show ipvtap0
echo "file: /dev/tap$(cat /sys/class/net/ipvtap0/ifindex)"

ip link add link eth0 name mac0 type macvlan mode bridge || echo "eth0 is ipvlan's"
