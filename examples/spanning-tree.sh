#!/usr/bin/env -S ./patchbay run
# Four bridges in a ring: the spanning tree blocks one port, and opens it when a cable fails.
# Look at the states: one port blocks, and after the cut, forty virtual seconds later, none does.
set -e

for i in 0 1 2 3; do
  ip link add "br$i" type bridge stp_state 1
  ip link set "br$i" address "02:00:00:00:00:0$i"
done
for i in 0 1 2 3; do
  n=$(( (i + 1) % 4 ))
  ip link add "r$i" type veth peer name "l$n"
  ip link set "r$i" master "br$i" up
  ip link set "l$n" master "br$n" up
done
for i in 0 1 2 3; do ip link set "br$i" up; done

expect() { if [ "$1" = "$2" ]; then echo "ok: $3: $1"; else echo "NOT ok: $3: $1 instead of $2"; exit 1; fi; }
blocked() { bridge link | sed -n 's/^[0-9]*: \([a-z0-9]*\)@.* state blocking .*/\1/p'; }

expect "$(cat /sys/class/net/r0/brport/state)" 1 "at first a port listens"
sleep 40
expect "$(cat /sys/class/net/r0/brport/state)" 3 "then it forwards"
expect "$(cat /sys/class/net/br2/bridge/root_id)" 8000.020000000000 "the lowest id is the root"
expect "$(blocked)" r2 "one port blocks"
brctl showstp br2

# A station at the root and one at the far end.
ip netns add h0; ip netns add h2
for i in 0 2; do
  ip link add "p$i" type veth peer name eth0 netns "h$i"
  ip -n "h$i" addr add "10.0.0.$i/24" dev eth0
  ip -n "h$i" link set eth0 up
  ip link set "p$i" master "br$i" up
done
sleep 40
ip netns exec h2 ping -c 2 10.0.0.0

# The cable on their way is cut: number 2 hears of the root by the other way.
ip link set r1 down
sleep 60
expect "$(blocked)" "" "no port blocks any longer"
ip netns exec h2 ping -c 2 10.0.0.0
dmesg | tail -n 12
