package dev.patchbay.tools.lnstat;

/// `rtstat`: the counters of `rt_cache` alone.
public final class Rtstat extends Lnstat {
  @Override
  String name() {
    return "rtstat";
  }

  @Override
  String file() {
    return "rt_cache";
  }
}
