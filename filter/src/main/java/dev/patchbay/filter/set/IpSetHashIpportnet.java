package dev.patchbay.filter.set;

import dev.patchbay.packet.Family;

/// Sets of addresses, ports and networks: `hash:ip,port,net`.
public final class IpSetHashIpportnet extends HashType {
  @Override
  public String word() {
    return "hash:ip,port,net";
  }

  @Override
  public int revision() {
    return 8;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public int size() {
    return 28586;
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
    Layout layout = Layout.address().ip2(second).port(end).packed(end + 2).protocol(end + 3);
    return layout.ofSecond().size(end + 4);
  }
}
