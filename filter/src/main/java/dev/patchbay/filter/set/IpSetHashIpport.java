package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses and ports: `hash:ip,port`.
public final class IpSetHashIpport extends HashType {
  @Override
  public String word() {
    return "hash:ip,port";
  }

  @Override
  public int revision() {
    return 6;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int size() {
    return 23374;
  }

  @Override
  String parts() {
    return "ip port";
  }

  @Override
  Layout layout(Family family) {
    int end = Layout.bytes(family);
    return Layout.address().port(end).protocol(end + 2).size(end + 4);
  }
}
