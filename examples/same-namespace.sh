#!/usr/bin/env -S ./patchbay run
# Both ends of a veth in one namespace: why ping fails, and the two settings that decide. Look at ip neigh:
# it is INCOMPLETE where the question is ignored, and known where only the answer is lost.

ip link add veth0 type veth peer name veth1
ip addr add 192.168.20.11/24 dev veth0
ip addr add 192.168.20.12/24 dev veth1
ip link set veth0 up
ip link set veth1 up

echo "# Out by veth0 to the address of veth1: the ARP request arrives at veth1, and is ignored there, because"
echo "# its source is an address of this very host."
ping -I veth0 -c 1 -W 1 192.168.20.12
ip neigh show

echo "# accept_local lets such packets in."
sysctl -w net.ipv4.conf.veth0.accept_local=1
sysctl -w net.ipv4.conf.veth1.accept_local=1
ip neigh flush all
ping -I veth0 -c 1 -W 1 192.168.20.12
ip neigh show

echo "# rp_filter drops them again: the answer to 192.168.20.11 would not leave by the device they came in by."
sysctl -w net.ipv4.conf.all.rp_filter=1
ping -I veth0 -c 1 -W 1 192.168.20.12
sysctl -w net.ipv4.conf.all.rp_filter=0
ping -I veth0 -c 1 -W 1 192.168.20.12

echo "# Without -I the kernel sends over lo from the start."
ip route get 192.168.20.12
ping -c 1 -W 1 192.168.20.12
