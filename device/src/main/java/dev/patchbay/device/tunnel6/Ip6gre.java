package dev.patchbay.device.tunnel6;

/// A tunnel of network packets in GRE above IPv6.
public final class Ip6gre extends Gre6Kind {
  @Override
  public String name() {
    return "ip6gre";
  }
}
