#!/usr/bin/env -S ./patchbay run
# A bond of two links to a switch, active-backup: one link works, the other stands by. Then the first
# one fails, and nobody has to do anything.
#
# Look at "Currently Active Slave" before and after, at "Link Failure Count" of eth1, and at the second
# ping: it loses nothing, because the bond saw the carrier go (miimon) and told the switch by a
# gratuitous ARP where its address is now.

set -e

ip netns add switch
ip -n switch link add br0 type bridge
ip -n switch link set br0 up
ip -n switch addr add 10.0.0.254/24 dev br0

ip netns add host
for i in 1 2; do
  ip link add port$i netns switch type veth peer name eth$i netns host
  ip -n switch link set port$i up master br0
done

ip -n host link add bond0 type bond mode active-backup miimon 100 primary_reselect failure
ip -n host link set eth1 master bond0
ip -n host link set eth2 master bond0
ip -n host addr add 10.0.0.1/24 dev bond0
ip -n host link set bond0 up
sleep 1

ip netns exec host cat /proc/net/bonding/bond0
ip netns exec host ping -c 2 10.0.0.254

ip -n switch link set port1 down
sleep 0.3

ip netns exec host cat /proc/net/bonding/bond0
ip netns exec host ping -c 2 10.0.0.254
dmesg | grep bond0
