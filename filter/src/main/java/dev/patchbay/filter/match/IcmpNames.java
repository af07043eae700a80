package dev.patchbay.filter.match;

import dev.patchbay.filter.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Types and codes of ICMP by the names that rules use.
enum IcmpNames {
  V4(
      "ICMP",
      """
      any 255
      echo-reply 0
      pong 0
      destination-unreachable 3
      network-unreachable 3/0
      host-unreachable 3/1
      protocol-unreachable 3/2
      port-unreachable 3/3
      fragmentation-needed 3/4
      source-route-failed 3/5
      network-unknown 3/6
      host-unknown 3/7
      network-prohibited 3/9
      host-prohibited 3/10
      TOS-network-unreachable 3/11
      TOS-host-unreachable 3/12
      communication-prohibited 3/13
      host-precedence-violation 3/14
      precedence-cutoff 3/15
      source-quench 4
      redirect 5
      network-redirect 5/0
      host-redirect 5/1
      TOS-network-redirect 5/2
      TOS-host-redirect 5/3
      echo-request 8
      ping 8
      router-advertisement 9
      router-solicitation 10
      time-exceeded 11
      ttl-exceeded 11
      ttl-zero-during-transit 11/0
      ttl-zero-during-reassembly 11/1
      parameter-problem 12
      ip-header-bad 12/0
      required-option-missing 12/1
      timestamp-request 13
      timestamp-reply 14
      address-mask-request 17
      address-mask-reply 18
      """),
  V6(
      "ICMPv6",
      """
      destination-unreachable 1
      no-route 1/0
      communication-prohibited 1/1
      beyond-scope 1/2
      address-unreachable 1/3
      port-unreachable 1/4
      failed-policy 1/5
      reject-route 1/6
      packet-too-big 2
      time-exceeded 3
      ttl-exceeded 3
      ttl-zero-during-transit 3/0
      ttl-zero-during-reassembly 3/1
      parameter-problem 4
      bad-header 4/0
      unknown-header-type 4/1
      unknown-option 4/2
      echo-request 128
      ping 128
      echo-reply 129
      pong 129
      router-solicitation 133
      router-advertisement 134
      neighbour-solicitation 135
      neighbor-solicitation 135
      neighbour-advertisement 136
      neighbor-advertisement 136
      redirect 137
      """);

  /// A type, and its codes from `low` to `high`.
  record Kind(int type, int low, int high) {
    boolean hasAnyCode() {
      return low == 0 && high == 0xff;
    }
  }

  private final String protocol;

  @SuppressWarnings("ImmutableEnumChecker") // never written after the constructor
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  IcmpNames(String protocol, String table) {
    this.protocol = protocol;
    for (String line : table.lines().toList()) {
      int blank = line.indexOf(' ');
      int slash = line.indexOf('/');
      int type = Integer.parseInt(line.substring(blank + 1, slash < 0 ? line.length() : slash));
      int code = slash < 0 ? -1 : Integer.parseInt(line.substring(slash + 1));
      kinds.put(
          line.substring(0, blank), new Kind(type, Math.max(code, 0), code < 0 ? 0xff : code));
    }
  }

  /// The type that a name, a beginning of one, or figures mean.
  Kind read(String text) {
    String found = null;
    for (String name : kinds.keySet()) {
      if (name.regionMatches(true, 0, text, 0, text.length())) {
        if (found != null) {
          throw new Refusal(
              "Ambiguous %s type `%s': `%s' or `%s'?".formatted(protocol, text, found, name));
        }
        found = name;
      }
    }
    Kind known = found == null ? null : kinds.get(found);
    return known == null ? figures(text) : known;
  }

  private Kind figures(String text) {
    Matcher matcher = Pattern.compile("([0-9]+)(:[0-9]+)?(.?)(.*)").matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 0xff) {
      throw new Refusal("Unknown " + protocol + " type `" + text + "'");
    }
    int type = Integer.parseInt(matcher.group(1));
    Kind kind =
        switch (matcher.group(3)) {
          case "" -> new Kind(type, 0, 0xff);
          case "/" -> codes(type, matcher.group(4), text);
          default -> throw new Refusal("unknown character " + matcher.group(3));
        };
    if (matcher.group(2) != null && !matcher.group(2).equals(":" + type)) {
      throw new Refusal(protocol + " type range not supported");
    }
    return kind;
  }

  private Kind codes(int type, String text, String all) {
    Matcher matcher = Pattern.compile("([0-9]{1,3})(?::([0-9]{1,3}))?(.?).*").matcher(text);
    if (!matcher.matches()) {
      throw new Refusal("Unknown " + protocol + " code `" + all + "'");
    }
    if (!matcher.group(3).isEmpty()) {
      throw new Refusal("unknown character " + matcher.group(3));
    }
    int low = Integer.parseInt(matcher.group(1));
    int high = matcher.group(2) == null ? low : Integer.parseInt(matcher.group(2));
    if (low > 0xff || high > 0xff) {
      throw new Refusal("Unknown " + protocol + " code `" + all + "'");
    }
    return new Kind(type, low, high);
  }

  /// As `-L` shows a type.
  void list(StringBuilder out, Kind kind, boolean inverted, boolean numeric) {
    String name = numeric ? null : name(kind);
    if (name != null) {
      out.append(inverted ? " !" : " ").append(name);
      return;
    }
    out.append(inverted ? " !" : "").append("type ").append(kind.type);
    if (kind.low == kind.high) {
      out.append(" code ").append(kind.low);
    } else if (!kind.hasAnyCode()) {
      out.append(" codes ").append(kind.low).append('-').append(kind.high);
    }
  }

  private @Nullable String name(Kind kind) {
    for (Map.Entry<String, Kind> entry : kinds.entrySet()) {
      if (entry.getValue().equals(kind)) {
        return entry.getKey();
      }
    }
    return null;
  }
}
