package dev.patchbay.core;

/// The places on a packet's way where a hook stands (`NF_INET_…`, `NF_BR_…`, `NF_ARP_…`,
/// `NF_NETDEV_…`).
public enum HookPoint {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING,
  INGRESS,
  EGRESS
}
