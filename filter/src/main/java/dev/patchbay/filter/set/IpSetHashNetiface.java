package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of networks and interfaces: `hash:net,iface`.
public final class IpSetHashNetiface extends HashType {
  @Override
  public String word() {
    return "hash:net,iface";
  }

  @Override
  public int revision() {
    return 8;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int size() {
    return 27686;
  }

  @Override
  String parts() {
    return "ip iface nomatch";
  }

  @Override
  boolean hasNomatch() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    Layout layout = Layout.address().cidr(end + 1).nomatch(end + 2).allowsZero();
    return layout.iface(end, end + 3, end + 4).size(end + 4, end + 24);
  }
}
