package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses, ports and addresses: `hash:ip,port,ip`.
public final class IpSetHashIpportip extends HashType {
  @Override
  public String word() {
    return "hash:ip,port,ip";
  }

  @Override
  public int revision() {
    return 6;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public int size() {
    return 24107;
  }

  @Override
  String parts() {
    return "ip port ip2";
  }

  @Override
  Layout layout(Family family) {
    int second = Layout.bytes(family);
    int end = 2 * second;
    return Layout.address().ip2(second).port(end).protocol(end + 2).size(end + 4);
  }
}
