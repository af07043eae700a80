#!/usr/bin/env -S ./patchbay run
# A slow link made with tc: netem delays and loses, tbf below it limits the rate. Look at the round trip (50 ms more), at how
# many of a burst get through the small bucket, and at what `tc -s` has counted.
set -e

ip netns add far
ip link add eth0 type veth peer name eth0 netns far
ip addr add 10.0.0.1/24 dev eth0
ip -n far addr add 10.0.0.2/24 dev eth0
ip link set eth0 up
ip -n far link set eth0 up
ping -c 1 -q 10.0.0.2

tc qdisc add dev eth0 root handle 1: netem delay 50ms
tc qdisc add dev eth0 parent 1:1 handle 10: tbf rate 256kbit burst 1600 limit 3000
ping -c 3 -i 0.2 10.0.0.2

# 1042 bytes take 33 ms at this rate: of ten at once the bucket lets one through, and two wait.
ping -q -c 10 -l 10 -s 1000 -W 2 10.0.0.2 || true
tc -s qdisc show dev eth0

tc qdisc change dev eth0 root handle 1: netem delay 50ms 10ms distribution normal loss 20%
ping -q -c 50 -i 0.1 10.0.0.2
