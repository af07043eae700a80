#!/usr/bin/env -S ./patchbay run
# A NIC that is not plugged in.

machine add h1
machine add h2
segment add lan
plug h1:eth0 lan
plug h2:eth0 lan
unplug h2:eth0
on h1 ip addr add 10.0.0.1/24 dev eth0
on h2 ip addr add 10.0.0.2/24 dev eth0
on h1 ip link set eth0 up
on h2 ip link set eth0 up

why from h2 10.0.0.1
