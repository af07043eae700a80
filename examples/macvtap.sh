#!/usr/bin/env -S ./patchbay run
# A macvtap gives a virtual machine a place on a NIC: a macvlan whose frames a program reads from a file. Look at the file's name, which is
# the device's index; and at eth0's neighbours: nobody answers for 192.168.10.11, since no program holds the file, while the counter says
# that the questions came.
set -e

ip netns add outside
ip link add eth0 type veth peer name sw0 netns outside
ip link set eth0 up
ip -n outside link set sw0 up
ip -n outside addr add 192.168.10.254/24 dev sw0

ip link add link eth0 name macvtap0 address 02:00:00:00:00:11 type macvtap mode bridge
ip link set macvtap0 up
ip -d link show macvtap0
echo "file: /dev/tap$(cat /sys/class/net/macvtap0/ifindex)"
ls /sys/class/net/macvtap0/macvtap

# A container beside it, on the same NIC, is reached as by any macvlan.
ip netns add container
ip link add link eth0 name mac0 netns container type macvlan mode bridge
ip -n container addr add 192.168.10.12/24 dev mac0
ip -n container link set mac0 up
ip netns exec outside ping -c 1 192.168.10.12

ip netns exec outside ping -c 1 -W 1 192.168.10.11 || ip -n outside neigh show
ip -s link show macvtap0
