#!/usr/bin/env -S ./patchbay run
# Two hosts on two cables, each a team of two ports that share the load. Look at the bytes of t1 and t2: the flow to one address keeps to one
# cable; and at the last ping, which passes although the cable it used has been pulled.
set -e

for n in a b; do ip netns add $n; done
ip link add t1 netns a type veth peer name t1 netns b
ip link add t2 netns a type veth peer name t2 netns b

for n in a b; do
  ip netns exec $n teamd -d -t team0 -p /run/team-$n.pid \
    -c '{"runner": {"name": "loadbalance", "tx_hash": ["eth", "ipv4"]}, "ports": {"t1": {}, "t2": {}}}'
done 2>/dev/null
ip -n a addr add 10.0.0.1/24 dev team0
ip -n b addr add 10.0.0.2/24 dev team0
for n in a b; do ip -n $n link set team0 up; done
sleep 1

ip netns exec a ping -c 3 -i 0.2 10.0.0.2
ip -n a -s link show t1
ip -n a -s link show t2
ip netns exec a teamnl team0 ports

ip -n b link set t1 down
ip -n a link set t1 down
sleep 1
ip netns exec a ping -c 3 -i 0.2 10.0.0.2
