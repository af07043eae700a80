package dev.patchbay.lab.iptables;

import dev.patchbay.packet.Family;
import java.util.Arrays;
import java.util.List;

/// A rule as `iptables -nvxL` lists it.
///
/// @param packets how many it has matched
/// @param bytes how many those had
/// @param target the word behind `-j` or `-g`; empty when there is none
/// @param protocol its name or number, `all` or `0` for any
/// @param fragments `-f` or `!f`, `--` when the rule does not ask
/// @param input the device it came in by, `*` for any
/// @param output the device it goes out by, `*` for any
/// @param source the source, always with a length; behind a `!` when it is any other
/// @param destination the destination, likewise
/// @param options what matches and targets say of themselves
public record RuleStatistics(
    long packets,
    long bytes,
    String target,
    String protocol,
    String fragments,
    String input,
    String output,
    String source,
    String destination,
    String options) {
  private static final List<String> FRAGMENTS = List.of("--", "-f", "!f");
  private static final int COUNTERS = 2;

  /// Reads a line of the listing.
  ///
  /// @throws IllegalArgumentException when it is none
  static RuleStatistics parse(Family family, String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    try {
      int devices = devices(words);
      boolean says = FRAGMENTS.contains(words.get(devices - 1));
      int protocol = says ? devices - 2 : devices - 1;
      return new RuleStatistics(
          Long.parseLong(words.get(0)),
          Long.parseLong(words.get(1)),
          protocol == COUNTERS ? "" : words.get(COUNTERS),
          words.get(protocol),
          says ? words.get(devices - 1) : "--",
          words.get(devices),
          words.get(devices + 1),
          withLength(family, words.get(devices + 2)),
          withLength(family, words.get(devices + 3)),
          String.join(" ", words.subList(devices + 4, words.size())));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("expected a rule's line, not \"" + line + "\"", e);
    }
  }

  /// All of it, in the order of the listing's columns.
  List<String> columns() {
    return List.of(
        Long.toString(packets),
        Long.toString(bytes),
        target,
        protocol,
        fragments,
        input,
        output,
        source,
        destination,
        options);
  }

  /// The place of the incoming device. The target in front of it may be missing; so may, in
  /// ip6tables before 1.8.9, the column that asks for fragments.
  private static int devices(List<String> words) {
    for (int at = COUNTERS + 1; at <= COUNTERS + 2; at++) {
      if (FRAGMENTS.contains(words.get(at))) {
        return at + 1;
      }
    }
    return words.get(COUNTERS + 3).indexOf(':') >= 0 ? COUNTERS + 1 : COUNTERS + 2;
  }

  private static String withLength(Family family, String address) {
    if (address.indexOf('/') >= 0) {
      return address;
    }
    return address + (family == Family.IPV4 ? "/32" : "/128");
  }
}
