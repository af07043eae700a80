package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Where the parts of an element lie in the kernel's structure for it, in bytes from its start; a
/// part that the type has not lies at -1. The hash is one of these bytes, so that the order of
/// elements in a listing follows from it.
final class Layout {
  /// Bytes of an interface's name.
  static final int NAME = 16;

  int ip = -1;
  int ip2 = -1;
  int port = -1;
  int protocol = -1;
  int cidr = -1;
  int cidr2 = -1;
  int nomatch = -1;
  int mac = -1;
  int mark = -1;
  int physdev = -1;
  int iface = -1;
  int wildcard = -1;
  int constant = -1;

  /// How many bytes are hashed.
  int hashed;

  /// How many bytes the structure has.
  int size;

  /// The prefix, less one, shares its byte with `nomatch`.
  boolean packed;

  /// The address that the only prefix is of.
  int network;

  /// The prefix may be 0.
  boolean allowsZero;

  private Layout() {}

  /// A structure with an address at its start.
  static Layout address() {
    Layout layout = new Layout();
    layout.ip = 0;
    return layout;
  }

  /// A structure without an address.
  static Layout plain() {
    return new Layout();
  }

  /// How many bytes an address has.
  static int bytes(Family family) {
    return family.bits() / 8;
  }

  Layout ip2(int at) {
    ip2 = at;
    return this;
  }

  Layout port(int at) {
    port = at;
    return this;
  }

  Layout protocol(int at) {
    protocol = at;
    return this;
  }

  Layout mac(int at) {
    mac = at;
    return this;
  }

  Layout mark(int at) {
    mark = at;
    return this;
  }

  /// The prefix of the only network.
  Layout cidr(int at) {
    cidr = at;
    return this;
  }

  /// The prefixes of two networks.
  Layout cidrs(int at) {
    cidr = at;
    cidr2 = at + 1;
    return this;
  }

  /// The prefix of the only network, less one, and `nomatch` in one byte.
  Layout packed(int at) {
    packed = true;
    nomatch = at;
    return cidr(at);
  }

  /// The only prefix is of the second address.
  Layout ofSecond() {
    network = ip2;
    return this;
  }

  Layout nomatch(int at) {
    nomatch = at;
    return this;
  }

  Layout allowsZero() {
    allowsZero = true;
    return this;
  }

  /// An interface: its flag, a byte that is always 1, and its name behind the flag for wildcards.
  Layout iface(int physdevAt, int constantAt, int wildcardAt) {
    physdev = physdevAt;
    constant = constantAt;
    wildcard = wildcardAt;
    iface = wildcardAt + 1;
    return this;
  }

  /// All of it is hashed.
  Layout size(int bytes) {
    return size(bytes, bytes);
  }

  Layout size(int hashedBytes, int bytes) {
    hashed = hashedBytes;
    size = bytes;
    return this;
  }

  boolean hasNetworks() {
    return cidr >= 0;
  }

  /// How many networks an element has.
  int networks() {
    return cidr2 >= 0 ? 2 : cidr >= 0 ? 1 : 0;
  }

  /// To how many bytes the kernel aligns an element: pairs of IPv4 addresses are one number.
  int alignment() {
    return cidr2 >= 0 && ip2 == 4 ? 8 : 4;
  }

  /// How many words an element has.
  int words() {
    return size / 4;
  }
}
