package dev.patchbay.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a device answers `ethtool` (`ethtool_ops`): what it has nothing to say about is not
/// supported.
public interface Ethtool {
  /// A device that has nothing to say.
  Ethtool NONE = new Ethtool() {};

  /// Who drives it.
  record Driver(String name, String version, String firmware, String bus, boolean hasStatistics) {}

  /// How its link is said to be.
  ///
  /// @param speed in Mbit/s, or [NetDevice#UNKNOWN_SPEED]
  /// @param duplex `Full`, or what else is shown
  /// @param hasCable whether it has a kind of cable to speak of (`MDI-X`)
  record LinkSettings(int speed, String duplex, String port, boolean hasCable) {}

  /// Who drives it, or null.
  default @Nullable Driver driver() {
    return null;
  }

  /// How its link is, or null.
  default @Nullable LinkSettings linkSettings() {
    return null;
  }

  /// Whether it can say if there is a link.
  default boolean hasLinkState() {
    return false;
  }

  /// Whether it says how much it has to say (`msglvl`), which is nothing.
  default boolean hasMessageLevel() {
    return false;
  }

  /// Its own counters, in their order.
  default Map<String, Long> statistics() {
    return Map.of();
  }

  /// Whether the kernel stamps the packets it sends.
  default boolean stampsSent() {
    return false;
  }

  /// Whether its queues are channels that can be counted.
  default boolean hasChannels() {
    return false;
  }
}
