package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of networks, ports and networks: `hash:net,port,net`.
public final class IpSetHashNetportnet extends HashType {
  @Override
  public String word() {
    return "hash:net,port,net";
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public int size() {
    return 29011;
  }

  @Override
  String parts() {
    return "ip port ip2 nomatch";
  }

  @Override
  boolean hasNomatch() {
    return true;
  }

  @Override
  Layout layout(Family family) {
    int second = Layout.bytes(family);
    int end = 2 * second;
    Layout layout = Layout.address().ip2(second).port(end).cidrs(end + 2).nomatch(end + 6);
    return layout.protocol(end + 7).allowsZero().size(end + 8);
  }
}
