package dev.patchbay.core;

/// The families of netfilter hooks (`NFPROTO_…`).
public enum HookFamily {
  IPV4,
  IPV6,
  ARP,
  BRIDGE,
  NETDEV
}
