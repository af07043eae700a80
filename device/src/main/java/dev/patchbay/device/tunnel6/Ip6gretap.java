package dev.patchbay.device.tunnel6;

/// A tunnel of Ethernet frames in GRE above IPv6.
public final class Ip6gretap extends Gre6Kind {
  @Override
  public String name() {
    return "ip6gretap";
  }

  @Override
  boolean carriesFrames() {
    return true;
  }
}
