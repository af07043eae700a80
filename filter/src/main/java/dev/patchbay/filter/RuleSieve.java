package dev.patchbay.filter;

import java.util.BitSet;

/// Some rules of a chain, with one comparison for each, which tells most packets apart that it does
/// not mean: certain bits of one field must have a value. Of all that a rule wants the test with
/// the most bits is taken. What passes is looked at as a whole, so a test need not be all that the
/// rule says.
final class RuleSieve {
  // The fields of a packet, by their places in Inspection.fields.

  private static final int NOTHING = 0;
  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;

  /// Protocol, source port and destination port.
  private static final int TRANSPORT = 3;

  private static final int MARK = 4;

  /// Devices, by the hashes of their names.
  private static final int IN = 5;

  private static final int OUT = 6;

  /// How many fields there are.
  static final int FIELDS = 7;

  private static final int PROTOCOL_SHIFT = 32;
  private static final int PORT_BITS = 16;
  private static final long PORT = 0xffff;
  private static final long INT = 0xffff_ffffL;

  /// The rules, in their order.
  private final int[] rules;

  /// For each rule of the chain how many of these stand before it.
  private final int[] before;

  private final byte[] fields;
  private final long[] masks;
  private final long[] values;
  private boolean usesPorts;
  private boolean isUseless = true;

  /// Those rules of `all` that are among the members.
  RuleSieve(Rule[] all, BitSet members) {
    rules = members.stream().toArray();
    before = new int[all.length];
    for (int i = 1; i < all.length; i++) {
      before[i] = before[i - 1] + (members.get(i - 1) ? 1 : 0);
    }
    fields = new byte[rules.length];
    masks = new long[rules.length];
    values = new long[rules.length];
    for (int i = 0; i < rules.length; i++) {
      choose(i, all[rules[i]]);
      usesPorts |= fields[i] == TRANSPORT && (masks[i] & INT) != 0;
      isUseless &= fields[i] == NOTHING;
    }
  }

  /// Whether some test reads ports.
  boolean usesPorts() {
    return usesPorts;
  }

  /// Whether no test is made at all.
  boolean isUseless() {
    return isUseless;
  }

  /// The first rule from `from` on that may mean a packet with these fields, or [RuleIndex#NONE].
  int next(long[] packet, int from) {
    if (rules.length == 0) {
      return RuleIndex.NONE;
    }
    int at = before[from];
    while (at < rules.length && (packet[fields[at]] & masks[at]) != values[at]) {
      at++;
    }
    return at < rules.length ? rules[at] : RuleIndex.NONE;
  }

  private void choose(int at, Rule rule) {
    Criteria criteria = rule.criteria();
    if (!criteria.notSource()) {
      offer(at, SOURCE, criteria.source().maskHi(), criteria.source().address().hi());
    }
    if (!criteria.notDestination()) {
      offer(
          at, DESTINATION, criteria.destination().maskHi(), criteria.destination().address().hi());
    }
    if (!criteria.notIn()) {
      offerDevice(at, IN, criteria.in());
    }
    if (!criteria.notOut()) {
      offerDevice(at, OUT, criteria.out());
    }
    offerTransport(at, rule, criteria);
    // Only the first match: one behind it may count what it is shown.
    if (!rule.matches().isEmpty() && rule.matches().getFirst() instanceof MarkMatch match) {
      offer(at, MARK, match.onlyMask() & INT, match.onlyValue() & INT);
    }
  }

  private void offerTransport(int at, Rule rule, Criteria criteria) {
    if (criteria.protocol() == 0 || criteria.notProtocol()) {
      return;
    }
    RuleKey key = RuleKey.of(rule);
    long mask =
        INT << PROTOCOL_SHIFT
            | (key.sourcePort() ? PORT << PORT_BITS : 0)
            | (key.destinationPort() ? PORT : 0);
    int from = Math.max(RuleKey.onlySource(rule), 0);
    int to = Math.max(RuleKey.onlyDestination(rule), 0);
    offer(at, TRANSPORT, mask, transport(criteria.protocol(), from, to) & mask);
  }

  private void offerDevice(int at, int field, InterfacePattern pattern) {
    if (!pattern.isAny() && !pattern.text().endsWith("+")) {
      offer(at, field, INT, pattern.text().hashCode() & INT);
    }
  }

  private void offer(int at, int field, long mask, long value) {
    if (Long.bitCount(mask) > Long.bitCount(masks[at])) {
      fields[at] = (byte) field;
      masks[at] = mask;
      values[at] = value;
    }
  }

  private static long transport(int protocol, int from, int to) {
    return (long) protocol << PROTOCOL_SHIFT | (long) from << PORT_BITS | to;
  }

  /// Reads the fields of a packet.
  static void read(Inspection packet, long[] into) {
    RuleKey.Flow flow = packet.flow();
    into[SOURCE] = flow.sourceHi;
    into[DESTINATION] = flow.destinationHi;
    into[TRANSPORT] = transport(flow.protocol, flow.sourcePort, flow.destinationPort);
    into[MARK] = packet.packet().mark() & INT;
    into[IN] = packet.in() == null ? 0 : packet.in().name().hashCode() & INT;
    into[OUT] = packet.out() == null ? 0 : packet.out().name().hashCode() & INT;
  }
}
