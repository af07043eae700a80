package dev.patchbay.tools.lnstat;

/// `ctstat`: the counters of `nf_conntrack` alone.
public final class Ctstat extends Lnstat {
  @Override
  String name() {
    return "ctstat";
  }

  @Override
  String file() {
    return "nf_conntrack";
  }
}
