package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses and stations: `hash:ip,mac`.
public final class IpSetHashIpmac extends HashType {
  @Override
  public String word() {
    return "hash:ip,mac";
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int size() {
    return 22707;
  }

  @Override
  String parts() {
    return "ip mac";
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    return Layout.address().mac(end).size(end + 8);
  }
}
