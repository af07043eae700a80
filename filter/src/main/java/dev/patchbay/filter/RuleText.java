package dev.patchbay.filter;

import dev.patchbay.packet.IpProtocol;
import org.jspecify.annotations.Nullable;

/// Rules as `iptables-save` writes them.
public final class RuleText {
  private RuleText() {}

  /// Adds the rule's criteria, matches and target, each with a blank before it.
  public static void save(StringBuilder out, Rule rule, NameService names) {
    saveCriteria(out, rule.criteria(), names);
    saveMatches(out, rule);
    saveTarget(out, rule);
  }

  /// Adds addresses, devices, protocol.
  public static void saveCriteria(StringBuilder out, Criteria criteria, NameService names) {
    saveAddress(out, 's', criteria.source(), criteria.notSource());
    saveAddress(out, 'd', criteria.destination(), criteria.notDestination());
    saveDevice(out, 'i', criteria.in(), criteria.notIn());
    saveDevice(out, 'o', criteria.out(), criteria.notOut());
    if (criteria.protocol() != 0) {
      out.append(criteria.notProtocol() ? " ! -p " : " -p ");
      out.append(protocol(criteria.protocol(), names));
    }
    if (criteria.fragment()) {
      out.append(criteria.notFragment() ? " ! -f" : " -f");
    }
  }

  private static String protocol(int number, NameService names) {
    String name = protocolName(number, names);
    return name == null ? Integer.toString(number) : name;
  }

  /// The name by which rules call a protocol (`xtables_chain_protos` before the machine's own
  /// names), or null.
  public static @Nullable String protocolName(int number, NameService names) {
    String known = builtInName(number);
    return known == null ? names.protocolName(number) : known;
  }

  /// The name of a protocol that rules know without any file, or null.
  public static @Nullable String builtInName(int number) {
    return switch (number) {
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.SCTP -> "sctp";
      case IpProtocol.UDP -> "udp";
      case IpProtocol.UDPLITE -> "udplite";
      case IpProtocol.ICMP -> "icmp";
      case IpProtocol.ICMPV6 -> "ipv6-icmp";
      case IpProtocol.ESP -> "esp";
      case IpProtocol.AH -> "ah";
      case IpProtocol.MOBILITY -> "mobility-header";
      case 0 -> "all";
      default -> null;
    };
  }

  private static void saveAddress(StringBuilder out, char letter, AddressMask mask, boolean not) {
    if (!mask.isAny() || not) {
      out.append(not ? " ! -" : " -").append(letter).append(' ').append(mask.text());
    }
  }

  private static void saveDevice(
      StringBuilder out, char letter, InterfacePattern name, boolean not) {
    if (!name.isAny()) {
      out.append(not ? " ! -" : " -").append(letter).append(' ').append(name.text());
    }
  }

  /// Adds the matches with their options.
  public static void saveMatches(StringBuilder out, Rule rule) {
    for (Match match : rule.matches()) {
      out.append(" -m ").append(match.name());
      match.save(out);
    }
  }

  /// Adds the target with its options.
  public static void saveTarget(StringBuilder out, Rule rule) {
    if (rule.target() == StandardTarget.NONE) {
      return;
    }
    boolean goTo = rule.target() instanceof Jump jump && jump.goTo();
    out.append(goTo ? " -g " : " -j ").append(rule.target().name());
    rule.target().save(out);
  }

  /// Adds a text in quotes when a shell would need them (`xtables_save_string`), with a blank
  /// before it.
  public static void quote(StringBuilder out, String text) {
    if (text.matches("[A-Za-z0-9_-]+")) {
      out.append(' ').append(text);
      return;
    }
    out.append(" \"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\'') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
