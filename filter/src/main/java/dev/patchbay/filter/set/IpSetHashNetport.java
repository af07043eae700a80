package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of networks and ports: `hash:net,port`.
public final class IpSetHashNetport extends HashType {
  @Override
  public String word() {
    return "hash:net,port";
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
    return 27664;
  }

  @Override
  String parts() {
    return "ip port nomatch";
  }

  @Override
  boolean hasNomatch() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    return Layout.address().port(end).protocol(end + 2).packed(end + 3).size(end + 4);
  }
}
