package dev.patchbay.tools.conntrack;

import dev.patchbay.packet.IpProtocol;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What only flows of some protocols can be given: ports, keys, the type of an ICMP message, a
/// state.
///
/// @param names its words, that of messages first
/// @param field which number of the flow it is
record PortOption(List<String> names, Field field) {
  /// A number of a flow, or of what is expected of it.
  enum Field {
    SOURCE,
    DESTINATION,
    REPLY_SOURCE,
    REPLY_DESTINATION,
    MASK_SOURCE,
    MASK_DESTINATION,
    STATE,
    TUPLE_SOURCE,
    TUPLE_DESTINATION,
    TYPE,
    CODE,
    ID
  }

  private static final List<PortOption> PORTS =
      List.of(
          new PortOption(List.of("sport", "orig-port-src"), Field.SOURCE),
          new PortOption(List.of("dport", "orig-port-dst"), Field.DESTINATION),
          new PortOption(List.of("reply-port-src"), Field.REPLY_SOURCE),
          new PortOption(List.of("reply-port-dst"), Field.REPLY_DESTINATION),
          new PortOption(List.of("mask-port-src"), Field.MASK_SOURCE),
          new PortOption(List.of("mask-port-dst"), Field.MASK_DESTINATION),
          new PortOption(List.of("state"), Field.STATE),
          new PortOption(List.of("tuple-port-src"), Field.TUPLE_SOURCE),
          new PortOption(List.of("tuple-port-dst"), Field.TUPLE_DESTINATION));
  private static final List<PortOption> KEYS =
      List.of(
          new PortOption(List.of("srckey", "orig-key-src"), Field.SOURCE),
          new PortOption(List.of("dstkey", "orig-key-dst"), Field.DESTINATION),
          new PortOption(List.of("reply-key-src"), Field.REPLY_SOURCE),
          new PortOption(List.of("reply-key-dst"), Field.REPLY_DESTINATION),
          new PortOption(List.of("mask-key-src"), Field.MASK_SOURCE),
          new PortOption(List.of("mask-key-dst"), Field.MASK_DESTINATION),
          new PortOption(List.of("tuple-key-src"), Field.TUPLE_SOURCE),
          new PortOption(List.of("tuple-key-dst"), Field.TUPLE_DESTINATION));

  /// The options of a protocol's flows, in the order in which they are complained of.
  static List<PortOption> of(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> PORTS;
      case IpProtocol.UDP, IpProtocol.UDPLITE, IpProtocol.SCTP, IpProtocol.DCCP ->
          PORTS.stream().filter(one -> one.field != Field.STATE).toList();
      case IpProtocol.GRE -> KEYS;
      case IpProtocol.ICMP -> messages("icmp");
      case IpProtocol.ICMPV6 -> messages("icmpv6");
      default -> List.of();
    };
  }

  private static List<PortOption> messages(String prefix) {
    return List.of(
        new PortOption(List.of(prefix + "-type"), Field.TYPE),
        new PortOption(List.of(prefix + "-code"), Field.CODE),
        new PortOption(List.of(prefix + "-id"), Field.ID));
  }

  /// Looks at what was given for a flow of the protocol.
  static void check(int protocol, Order order, Set<Field> given) {
    List<PortOption> known = of(protocol);
    for (PortOption option : known) {
      if (option.isRequired(order, protocol) && !given.contains(option.field)) {
        throw Usage.missing(option.names.getFirst());
      }
      if (given.contains(option.field) && !option.isAllowed(order)) {
        throw Usage.illegal(option.names.getFirst());
      }
    }
    if (order.namesOne() && !known.isEmpty() && known.getFirst().field == Field.SOURCE) {
      checkPair(given, protocol == IpProtocol.GRE ? "key" : "port");
    }
  }

  private boolean isRequired(Order order, int protocol) {
    return switch (field) {
      case STATE -> order.makes();
      case TYPE, CODE -> order.namesOne();
      case SOURCE, DESTINATION -> order.expects() && order != Order.EXPECT_LIST;
      case REPLY_SOURCE, REPLY_DESTINATION ->
          order == Order.EXPECT_DELETE
              || order == Order.EXPECT_GET
              || (order == Order.EXPECT_CREATE && protocol == IpProtocol.GRE);
      case MASK_SOURCE, MASK_DESTINATION, TUPLE_SOURCE, TUPLE_DESTINATION ->
          order == Order.EXPECT_CREATE;
      case ID -> false;
    };
  }

  private boolean isAllowed(Order order) {
    return switch (field) {
      case MASK_SOURCE, MASK_DESTINATION, TUPLE_SOURCE, TUPLE_DESTINATION ->
          order == Order.EXPECT_CREATE;
      case REPLY_SOURCE, REPLY_DESTINATION -> order != Order.EXPECT_CREATE;
      case STATE, TYPE, CODE, ID -> !order.expects();
      case SOURCE, DESTINATION -> true;
    };
  }

  /// One flow has both numbers of a direction.
  private static void checkPair(Set<Field> given, String what) {
    boolean whole =
        given.containsAll(Set.of(Field.SOURCE, Field.DESTINATION))
            || given.containsAll(Set.of(Field.REPLY_SOURCE, Field.REPLY_DESTINATION));
    if (whole) {
      return;
    }
    boolean original = given.contains(Field.SOURCE) || given.contains(Field.DESTINATION);
    boolean reply = given.contains(Field.REPLY_SOURCE) || given.contains(Field.REPLY_DESTINATION);
    if (!original && reply) {
      throw Usage.pair("reply-src-" + what, "reply-dst-" + what);
    }
    throw what.equals("key") ? Usage.pair("srckey", "dstkey") : Usage.pair("sport", "dport");
  }

  /// What the help tells of a protocol's options.
  static String help(int protocol) {
    @Nullable String own =
        switch (protocol) {
          case IpProtocol.TCP -> ports("port") + "  --state\t\t\tTCP state, fe. ESTABLISHED\n";
          case IpProtocol.UDP, IpProtocol.UDPLITE, IpProtocol.SCTP, IpProtocol.DCCP ->
              ports("port");
          case IpProtocol.GRE -> ports("key");
          case IpProtocol.ICMP -> messageHelp("icmp");
          case IpProtocol.ICMPV6 -> messageHelp("icmpv6");
          default -> null;
        };
    return own == null ? "  no options (unsupported)\n" : own;
  }

  private static String ports(String what) {
    return """
      --orig-%1$s-src\t\toriginal source %1$s
      --orig-%1$s-dst\t\toriginal destination %1$s
      --reply-%1$s-src\t\treply source %1$s
      --reply-%1$s-dst\t\treply destination %1$s
      --mask-%1$s-src\t\tmask source %1$s
      --mask-%1$s-dst\t\tmask destination %1$s
      --tuple-%1$s-src\t\texpectation tuple src %1$s
      --tuple-%1$s-src\t\texpectation tuple dst %1$s
    """
        .formatted(what);
  }

  private static String messageHelp(String prefix) {
    return """
      --%1$s-type\t\t\t%1$s type
      --%1$s-code\t\t\t%1$s code
      --%1$s-id\t\t\t%1$s id
    """
        .formatted(prefix);
  }
}
