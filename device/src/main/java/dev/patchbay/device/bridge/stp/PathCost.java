package dev.patchbay.device.bridge.stp;

/// What a link costs on the way to the root (`port_cost`).
final class PathCost {
  private PathCost() {}

  /// The cost of a link of that speed in Mbit/s, unknown ones included.
  static int of(int megabits) {
    if (megabits > 10_000) {
      return 1;
    }
    return switch (megabits) {
      case 10_000 -> 2;
      case 5_000 -> 3;
      case 2_500 -> 4;
      case 1_000 -> 5;
      case 100 -> 19;
      default -> 100;
    };
  }
}
