package dev.patchbay.filter;

/// How `-L` shows a rule.
///
/// @param numeric figures instead of names (`-n`)
/// @param criteria those of the rule shown
public record Listing(boolean numeric, NameService names, Criteria criteria) {
  /// A port's name, or its number.
  public String port(int port) {
    return port(port, criteria.protocolName(names));
  }

  /// A port's name in that protocol, or its number.
  public String port(int port, String protocol) {
    String name = numeric ? null : names.service(port, protocol);
    return name == null ? Integer.toString(port) : name;
  }
}
