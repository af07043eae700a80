package dev.patchbay.stack.route;

/// What rules do with the packets they are for (`FR_ACT_…`): numbers, for a rule may have any.
/// Those that are none of these end a packet, as [#BLACKHOLE] does.
public final class RuleAction {
  public static final int UNSPEC = 0;

  /// A table is asked.
  public static final int TABLE = 1;

  /// A later rule is next.
  public static final int GOTO = 2;

  public static final int NOP = 3;
  public static final int BLACKHOLE = 6;
  public static final int UNREACHABLE = 7;
  public static final int PROHIBIT = 8;

  private RuleAction() {}
}
