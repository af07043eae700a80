package dev.patchbay.device.tunnel6;

/// A tunnel of mirrored frames in GRE above IPv6.
public final class Ip6erspan extends Gre6Kind {
  @Override
  public String name() {
    return "ip6erspan";
  }

  @Override
  boolean carriesFrames() {
    return true;
  }

  @Override
  boolean isErspan() {
    return true;
  }
}
