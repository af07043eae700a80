package dev.patchbay.core;

import dev.patchbay.core.text.Args;
import org.jspecify.annotations.Nullable;

/// Reads the words of `ip link add` that describe a device, for a kind whose own words contain
/// another device (the peer of a veth).
public interface LinkParser {
  /// Reads words up to the end; `request` gets what they say, its name among them if one is given.
  void parse(Args args, LinkRequest request);

  /// The number of the routing table of that name or number, or null when it is neither.
  @Nullable Integer table(String word);

  /// Whether the command makes a device, and does not change one.
  default boolean creates() {
    return true;
  }

  /// Says something on standard error; the command goes on.
  default void warn(String line) {}

  /// The namespace the command works in.
  Netns netns();
}
