package dev.patchbay.core;

/// A device without disciplines (`noqueue`).
final class NoTraffic implements TrafficPart {
  @Override
  public String rootKind() {
    return "noqueue";
  }

  @Override
  public void activate() {}

  @Override
  public void deactivate() {}

  @Override
  public void shutdown() {}
}
