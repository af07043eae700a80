package dev.patchbay.conformance;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Listings of `iptables -L`: 1.8.9 shows a protocol by number where other versions show its name,
/// and columns are padded.
final class RuleListing {
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("0", "all"),
          Map.entry("1", "icmp"),
          Map.entry("2", "igmp"),
          Map.entry("4", "ipencap"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("41", "ipv6"),
          Map.entry("47", "gre"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("58", "ipv6-icmp"),
          Map.entry("89", "ospf"),
          Map.entry("112", "vrrp"),
          Map.entry("132", "sctp"));

  /// Number, packets and bytes where asked for, target; the protocol; the column of options.
  private static final Pattern RULE =
      Pattern.compile(
          "(\\s*(?:\\d+\\s+)?(?:\\d+[KMGT]?\\s+\\d+[KMGT]?\\s+)?\\S*\\s+)(\\d+)(\\s+(?:--|-f|!f)\\s)");

  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

  private RuleListing() {}

  static String normal(String line) {
    return BLANKS.matcher(protocolByName(line)).replaceAll(" ").strip();
  }

  private static String protocolByName(String line) {
    Matcher rule = RULE.matcher(line);
    if (!rule.lookingAt()) return line;
    String protocol = PROTOCOLS.getOrDefault(rule.group(2), rule.group(2));
    return rule.group(1) + protocol + rule.group(3) + line.substring(rule.end());
  }
}
