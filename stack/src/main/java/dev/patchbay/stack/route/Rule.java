package dev.patchbay.stack.route;

import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// One of the rules that say which tables are asked, in the order of their priorities (`fib_rule`):
/// immutable.
///
/// @param priority without a sign; the lower, the earlier
/// @param action see [RuleAction]
/// @param table the table to ask, see [RouteTable]
/// @param target the priority to go on at, without a sign
/// @param l3mdev whether the table is that of the packet's VRF
/// @param suppressedLength routes of prefixes no longer than this do not count; -1 when all do
/// @param suppressedGroup routes by devices of this group do not count; -1 when all do
/// @param realms the source realm in the upper half, the destination's in the lower, or 0
public record Rule(
    int priority,
    Selector selector,
    int action,
    int table,
    int target,
    boolean l3mdev,
    int suppressedLength,
    int suppressedGroup,
    int protocol,
    int realms) {
  /// Which packets a rule is for; what is null or 0 is not asked.
  ///
  /// @param inverted whether it is for all the others
  /// @param from their sources; the address is as it was given
  /// @param input the name of the device they come by, `lo` for those made here
  /// @param users the users they are sent for, or null
  /// @param tunnel the id of the tunnel they came by
  public record Selector(
      boolean inverted,
      @Nullable Prefix from,
      @Nullable Prefix to,
      int tos,
      int mark,
      int mask,
      @Nullable String input,
      @Nullable String output,
      int ipProtocol,
      @Nullable Range sourcePorts,
      @Nullable Range destinationPorts,
      @Nullable Range users,
      long tunnel) {}

  /// Numbers from the first to the last, both without a sign.
  public record Range(int first, int last) {
    boolean contains(int number) {
      return Integer.compareUnsigned(number, first) >= 0
          && Integer.compareUnsigned(number, last) <= 0;
    }
  }

  /// A rule of the kernel's own, for all packets.
  static Rule initial(int priority, int table) {
    Selector all = new Selector(false, null, null, 0, 0, 0, null, null, 0, null, null, null, 0);
    return new Rule(
        priority, all, RuleAction.TABLE, table, 0, false, -1, -1, RouteProtocol.KERNEL, 0);
  }

  /// Whether it needs to know more of a packet than its addresses.
  boolean needsPorts() {
    return selector.ipProtocol != 0
        || selector.sourcePorts != null
        || selector.destinationPorts != null;
  }

  /// Whether it is for the packets of the flow (`fib_rule_match`).
  boolean matches(Flow flow) {
    return selects(flow) != selector.inverted;
  }

  private boolean selects(Flow flow) {
    Selector asked = selector;
    return ((asked.mark ^ flow.mark) & asked.mask) == 0
        && isFor(asked.from, flow.sourceHi, flow.sourceLo)
        && isFor(asked.to, flow.destinationHi, flow.destinationLo)
        && (asked.tos == 0 || asked.tos == flow.ruleTos)
        && cameBy(asked.input, flow)
        && (asked.output == null
            || (flow.output != null && asked.output.equals(flow.output.name())))
        && (asked.ipProtocol == 0 || asked.ipProtocol == flow.protocol)
        && (asked.sourcePorts == null || asked.sourcePorts.contains(flow.sourcePort))
        && (asked.destinationPorts == null || asked.destinationPorts.contains(flow.destinationPort))
        && (asked.users == null || asked.users.contains(flow.uid))
        && asked.tunnel == 0
        && (!l3mdev || flow.domain != null);
  }

  /// The table that it sends the flow to (`fib_rule_get_table`).
  int tableFor(Flow flow) {
    return l3mdev ? L3Master.table(flow.domain, table) : table;
  }

  private static boolean isFor(@Nullable Prefix prefix, long hi, long lo) {
    return prefix == null || prefix.length() == 0 || prefix.contains(hi, lo);
  }

  private static boolean cameBy(@Nullable String name, Flow flow) {
    return name == null || name.equals(flow.input == null ? "lo" : flow.input.name());
  }
}
