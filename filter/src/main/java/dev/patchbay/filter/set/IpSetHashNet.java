package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of networks: `hash:net`.
public final class IpSetHashNet extends HashType {
  @Override
  public String word() {
    return "hash:net";
  }

  @Override
  public int revision() {
    return 7;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int size() {
    return 25805;
  }

  @Override
  String parts() {
    return "ip nomatch";
  }

  @Override
  boolean hasNomatch() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    return Layout.address().nomatch(end + 2).cidr(end + 3).size(end + 4);
  }
}
