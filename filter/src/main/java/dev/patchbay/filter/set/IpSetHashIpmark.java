package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses and marks: `hash:ip,mark`.
public final class IpSetHashIpmark extends HashType {
  @Override
  public String word() {
    return "hash:ip,mark";
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int size() {
    return 22530;
  }

  @Override
  String parts() {
    return "ip mark";
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    return Layout.address().mark(end).size(end + 4);
  }
}
