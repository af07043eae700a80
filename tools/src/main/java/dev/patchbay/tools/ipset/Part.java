package dev.patchbay.tools.ipset;

/// How one part of an element is written.
enum Part {
  /// An address, a range or a network.
  IP,
  /// One address.
  SINGLE_IP,
  /// An address, a range or a network of IPv4, or one address of IPv6.
  HOSTS,
  /// An address, a range or a network of IPv4, or an address or a network of IPv6.
  NETWORK,
  /// A protocol and a port, or a range of ports.
  PORT,
  /// A port or a range; the protocol only says where names are looked up.
  PLAIN_PORT,
  ETHER,
  IFACE,
  MARK,
  /// The name of a set.
  NAME
}
