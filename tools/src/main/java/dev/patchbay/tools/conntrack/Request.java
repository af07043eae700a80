package dev.patchbay.tools.conntrack;

import dev.patchbay.packet.Ip;
import dev.patchbay.tools.conntrack.PortOption.Field;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the words of a command ask for.
final class Request {
  @Nullable Order order;
  String table = "conntrack";
  final Flows flows = new Flows();
  final Set<Option> given = EnumSet.noneOf(Option.class);
  final Set<Field> fields = EnumSet.noneOf(Field.class);

  /// How long flows last from now on, in seconds.
  @Nullable Long timeout;

  /// What an expected connection begins with, and which of its bits count.
  final Expected expected = new Expected();

  final Set<String> outputs = new LinkedHashSet<>();
  final Set<String> events = new LinkedHashSet<>();
  int buffer;

  /// The labels that a flow gets or loses; all when empty.
  final Set<Integer> labels = new LinkedHashSet<>();

  /// Told what is passed over.
  final Consumer<String> warnings;

  /// The first packet of a connection that is expected.
  static final class Expected {
    @Nullable Ip source;
    @Nullable Ip destination;
    int sourcePort;
    int destinationPort;
    int sourcePortMask;
  }

  Request(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  boolean has(Option option) {
    return given.contains(option);
  }

  /// The request is for that.
  void order(Order asked) {
    if (order != null) {
      throw Usage.wrong("Invalid commands combination");
    }
    order = asked;
  }

  /// Looks at all that was given: what is missing, and what does not go together.
  void check() {
    if (has(Option.ANY_NAT) && (has(Option.SRC_NAT) || has(Option.DST_NAT))) {
      throw Usage.wrong("cannot specify `--src-nat' or `--dst-nat' with `--any-nat'");
    }
    Order asked = order;
    if (asked == null) {
      return;
    }
    asked.check(given);
    if (asked.namesOne()) {
      checkEnds();
    }
    if (flows.protocol != null && flows.knowsProtocol && asked != Order.HELP) {
      PortOption.check(flows.protocol, asked, fields);
    }
    if (asked == Order.LIST && has(Option.ZERO) && chooses()) {
      throw Usage.wrong("Can't use -z with filtering parameters");
    }
    if (has(Option.MASK_SRC) && !has(Option.SRC)) {
      throw Usage.wrong("Can't use --mask-src without --src");
    }
    if (has(Option.MASK_DST) && !has(Option.DST)) {
      throw Usage.wrong("Can't use --mask-dst without --dst");
    }
  }

  private void checkEnds() {
    if (given.containsAll(List.of(Option.SRC, Option.DST))
        || given.containsAll(List.of(Option.REPLY_SRC, Option.REPLY_DST))) {
      return;
    }
    boolean original = has(Option.SRC) || has(Option.DST);
    boolean reply = has(Option.REPLY_SRC) || has(Option.REPLY_DST);
    throw !original && reply ? Usage.pair("reply-src", "reply-dst") : Usage.pair("src", "dst");
  }

  /// Whether only some flows are meant, other than by how they are translated.
  private boolean chooses() {
    Set<Option> choosing =
        EnumSet.of(
            Option.PROTOCOL,
            Option.SRC,
            Option.DST,
            Option.REPLY_SRC,
            Option.REPLY_DST,
            Option.MARK,
            Option.SECMARK,
            Option.STATUS,
            Option.ID,
            Option.ZONE,
            Option.LABEL,
            Option.ORIG_ZONE,
            Option.REPLY_ZONE);
    return given.stream().anyMatch(choosing::contains);
  }

  /// What is shown as words to be read again has no other form beside it.
  void checkOutputs() {
    if (outputs.contains("save")
        && outputs.stream().anyMatch(one -> !List.of("save", "userspace").contains(one))) {
      throw Usage.failing(
          "cannot combine save output with any other output type, use -o save only");
    }
  }

  /// How flows are shown.
  FlowText text(Labels labels) {
    return new FlowText(
        outputs.contains("extended"),
        outputs.contains("id"),
        outputs.contains("xml"),
        outputs.contains("save"),
        outputs.contains("timestamp"),
        outputs.contains("labels") ? labels.names() : Map.of());
  }
}
