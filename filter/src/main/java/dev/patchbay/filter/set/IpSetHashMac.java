package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of stations: `hash:mac`.
public final class IpSetHashMac extends HashType {
  @Override
  public String word() {
    return "hash:mac";
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int size() {
    return 13254;
  }

  @Override
  String parts() {
    return "mac";
  }

  @Override
  boolean hasFamily() {
    return false;
  }

  @Override
  Layout layout(Family family) {
    return Layout.plain().mac(0).size(8);
  }
}
