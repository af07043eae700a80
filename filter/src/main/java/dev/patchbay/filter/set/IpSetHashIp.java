package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses: `hash:ip`.
public final class IpSetHashIp extends HashType {
  @Override
  public String word() {
    return "hash:ip";
  }

  @Override
  public int revision() {
    return 5;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int size() {
    return 22373;
  }

  @Override
  String parts() {
    return "ip";
  }

  @Override
  boolean isOfHosts() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    return Layout.address().size(Layout.bytes(family));
  }
}
