#!/usr/bin/env -S ./patchbay run
# Two machines on a switch. Each is a kernel of its own: the same names mean other things there. Look at the switch's counters, and at the end:
# a cable that is cut is seen at both of its ends, as NO-CARRIER and as silence.
set -e

machine add alice
machine add bob
segment add lan
plug alice:eth0 lan
plug bob:eth0 lan

on alice 'ip addr add 10.0.0.1/24 dev eth0; ip link set eth0 up'
on bob   'ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up'
on alice ping -c 2 10.0.0.2

# A namespace on bob, behind a bridge that has eth0 as a port.
ssh root@bob <<'END'
ip link add br0 type bridge
ip link set br0 up
ip addr flush dev eth0
ip link set eth0 master br0
ip netns add web
ip link add web0 type veth peer name eth0 netns web
ip link set web0 master br0 up
ip -n web addr add 10.0.0.80/24 dev eth0
ip -n web link set eth0 up
END
on alice ping -c 1 10.0.0.80
on alice ip neigh

machine show
segment -s show lan

# Pulling a plug is seen at both ends of the story.
segment cut lan bob:eth0
sleep 1
on bob ip -br link show eth0
on alice ping -c 1 -W 1 10.0.0.80 || echo "alice hears nothing"
segment mend lan
on alice ping -c 1 10.0.0.80
