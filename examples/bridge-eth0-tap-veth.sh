#!/usr/bin/env -S ./patchbay run
# A host's bridge br0 with its NIC eth0, two TAP devices for machines yet to come, and a container's
# veth: the address moves from eth0 to br0. Look at the last lines: the container reaches the world by
# eth0, the bridge knows its address at veth1 and the gateway's at eth0, and tap1 and tap2 are
# disabled (NO-CARRIER) until a program opens them.
set -e

machine add host
machine add gateway
segment add lan
plug host:eth0 lan up
plug gateway:eth0 lan up
on gateway ip addr add 192.168.1.1/24 dev eth0

on host '
  ip link add br0 type bridge
  ip link set br0 up
  ip link set eth0 master br0
  ip addr add 192.168.1.10/24 dev br0

  for tap in tap1 tap2; do
    ip tuntap add $tap mode tap
    ip link set $tap master br0 up
  done

  ip netns add container
  ip link add veth1 type veth peer name eth0 netns container
  ip link set veth1 master br0 up
  ip -n container addr add 192.168.1.20/24 dev eth0
  ip -n container link set eth0 up

  sleep 1
  ping -c 1 192.168.1.1
  ip netns exec container ping -c 1 192.168.1.1
  ip netns exec container ping -c 1 192.168.1.10
  bridge link
  bridge fdb show br br0 dynamic'
