package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of pairs of networks: `hash:net,net`.
public final class IpSetHashNetnet extends HashType {
  @Override
  public String word() {
    return "hash:net,net";
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
    return 27582;
  }

  @Override
  String parts() {
    return "ip ip2 nomatch";
  }

  @Override
  boolean hasNomatch() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    int second = Layout.bytes(family);
    int end = 2 * second;
    Layout layout = Layout.address().ip2(second).nomatch(end).cidrs(end + 2);
    return layout.size(family == Family.IPV4 ? end + 8 : end + 4);
  }
}
