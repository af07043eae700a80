#!/usr/bin/env -S ./patchbay run
# Three routers that switch labels: a puts label 55 on what goes to 10.0.2.0/24, b takes it off again.
# Look at: `mpls_xmit labels 55` at a, the frame between a and b (MPLS label 55), and `mpls_forward` at b, which
# has no route to look up.
set -e

for n in a b c; do ip netns add $n; ip -n $n link set lo up; done
ip link add ab netns a type veth peer name ba netns b
ip link add bc netns b type veth peer name cb netns c
for end in a:ab b:ba b:bc c:cb; do ip -n ${end%:*} link set ${end#*:} up; done
ip -n a addr add 10.0.1.1/24 dev ab
ip -n b addr add 10.0.1.2/24 dev ba
ip -n b addr add 10.0.2.1/24 dev bc
ip -n c addr add 10.0.2.2/24 dev cb
modprobe mpls_router
modprobe mpls_iptunnel
ip netns exec b sysctl -qw net.ipv4.ip_forward=1 net.mpls.platform_labels=100 net.mpls.conf.ba.input=1
ip -n a route add 10.0.2.0/24 encap mpls 55 via 10.0.1.2
ip -n b -f mpls route add 55 via inet 10.0.2.2
ip -n c route add 10.0.1.0/24 via 10.0.2.1
ip -n b -f mpls route
journey icmp -- ip netns exec a ping -q -c 1 10.0.2.2
