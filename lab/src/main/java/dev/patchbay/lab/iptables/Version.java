package dev.patchbay.lab.iptables;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of an `iptables` program.
///
/// @param mode what it speaks to the kernel: `legacy`, which programs before 1.8 do not say, or
///   `nf_tables`
public record Version(int major, int minor, int patch, String mode) implements Comparable<Version> {
  private static final Pattern LINE =
      Pattern.compile("v([0-9]+)\\.([0-9]+)\\.([0-9]+)(?:\\s+\\((\\w+)\\))?");

  static final Version CHECKS = of(1, 4, 11);
  static final Version WAITS = of(1, 4, 20);
  static final Version WAITS_SECONDS = of(1, 4, 22);
  static final Version RANDOM_FULLY = of(1, 6, 2);

  private static Version of(int major, int minor, int patch) {
    return new Version(major, minor, patch, "legacy");
  }

  /// Reads what `iptables --version` prints: `iptables v1.8.9 (nf_tables)`.
  ///
  /// @throws IllegalArgumentException when that holds no version
  static Version parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "expected \"iptables vMAJOR.MINOR.PATCH\", not \"" + line.strip() + "\"");
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        matcher.group(4) == null ? "legacy" : matcher.group(4));
  }

  boolean isAtLeast(Version other) {
    return compareTo(other) >= 0;
  }

  /// By age; the mode does not count.
  @Override
  public int compareTo(Version other) {
    int order = Integer.compare(major, other.major);
    if (order == 0) {
      order = Integer.compare(minor, other.minor);
    }
    return order == 0 ? Integer.compare(patch, other.patch) : order;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
