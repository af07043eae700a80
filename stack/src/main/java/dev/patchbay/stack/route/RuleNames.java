package dev.patchbay.stack.route;

import dev.patchbay.packet.IpProtocol;

/// The names of the numbers in a rule, as the files of `/etc/iproute2` give them, and how much of
/// it is told.
public interface RuleNames {
  /// Only the names that the kernel's own tables have.
  RuleNames NUMBERS = new RuleNames() {};

  /// A routing table.
  default String table(int table) {
    return RouteTable.word(table);
  }

  /// A group of devices.
  default String group(int group) {
    return Integer.toUnsignedString(group);
  }

  /// A type of service.
  default String dsfield(int tos) {
    return (tos < 0x10 ? "0x0" : "0x") + Integer.toHexString(tos);
  }

  /// A protocol above IP.
  default String protocol(int protocol) {
    String name = IpProtocol.name(protocol);
    return name == null ? Integer.toString(protocol) : name;
  }

  /// Whether kinds of routes and who made a rule are numbers, too.
  default boolean isNumeric() {
    return false;
  }

  /// Whether it is told who made a rule even when that was the kernel.
  default boolean isDetailed() {
    return false;
  }
}
