#!/usr/bin/env -S ./patchbay run
# A provider carries a customer's VLANs inside one of its own (802.1ad, QinQ). Look at the two tags: the provider's bridge knows VLAN 100
# alone, whatever VLANs the customer uses, and the MTU leaves room for the second tag.
set -e

ip link add provider type bridge vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 0
ip link set provider up
for site in north south; do
  ip netns add "$site"
  ip link add "$site" type veth peer name eth0 netns "$site"
  ip link set "$site" master provider up
  bridge vlan add dev "$site" vid 100
done

octet=1
for site in north south; do
  ip -n "$site" link set eth0 mtu 1504 up
  ip -n "$site" link add link eth0 name service type vlan proto 802.1ad id 100
  ip -n "$site" link set service up
  ip -n "$site" link add link service name office type vlan id 7
  ip -n "$site" addr add "192.168.7.$octet/24" dev office
  ip -n "$site" link set office up
  octet=$((octet + 1))
done

ip -n north -d link show service
ip netns exec north ping -c 1 192.168.7.2
bridge fdb show br provider | grep 'vlan 100'
