package dev.patchbay.filter;

/// Which fields of a packet a rule wants to have certain values: addresses under masks, the
/// protocol, ports. Rules of one key are found together, by the hash of those fields.
record RuleKey(
    long sourceHi,
    long sourceLo,
    long destinationHi,
    long destinationLo,
    boolean protocol,
    boolean sourcePort,
    boolean destinationPort) {
  /// No field at all.
  static final RuleKey NONE = new RuleKey(0, 0, 0, 0, false, false, false);

  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

  static RuleKey of(Rule rule) {
    Criteria criteria = rule.criteria();
    AddressMask source = criteria.source();
    AddressMask destination = criteria.destination();
    boolean byProtocol = criteria.protocol() != 0 && !criteria.notProtocol();
    boolean from = !criteria.notSource();
    boolean to = !criteria.notDestination();
    return new RuleKey(
        from ? source.maskHi() : 0,
        from ? source.maskLo() : 0,
        to ? destination.maskHi() : 0,
        to ? destination.maskLo() : 0,
        byProtocol,
        byProtocol && onlySource(rule) >= 0,
        byProtocol && onlyDestination(rule) >= 0);
  }

  static int onlySource(Rule rule) {
    return rule.matches().isEmpty() || !(rule.matches().getFirst() instanceof PortMatch match)
        ? -1
        : match.onlySource();
  }

  static int onlyDestination(Rule rule) {
    return rule.matches().isEmpty() || !(rule.matches().getFirst() instanceof PortMatch match)
        ? -1
        : match.onlyDestination();
  }

  boolean hasPorts() {
    return sourcePort || destinationPort;
  }

  /// The hash of what a rule of this key wants.
  int hash(Rule rule) {
    Criteria criteria = rule.criteria();
    return hash(
        criteria.source().address().hi(),
        criteria.source().address().lo(),
        criteria.destination().address().hi(),
        criteria.destination().address().lo(),
        criteria.protocol(),
        onlySource(rule),
        onlyDestination(rule));
  }

  /// The hash of a packet's fields.
  int hash(Flow flow) {
    return hash(
        flow.sourceHi,
        flow.sourceLo,
        flow.destinationHi,
        flow.destinationLo,
        flow.protocol,
        flow.sourcePort,
        flow.destinationPort);
  }

  private int hash(
      long fromHi, long fromLo, long toHi, long toLo, int number, int fromPort, int toPort) {
    long mixed = (fromHi & sourceHi) * MIX;
    mixed = (Long.rotateLeft(mixed, 23) ^ (toHi & destinationHi)) * MIX;
    if ((sourceLo | destinationLo) != 0) {
      mixed = (Long.rotateLeft(mixed, 23) ^ (fromLo & sourceLo)) * MIX;
      mixed = (Long.rotateLeft(mixed, 23) ^ (toLo & destinationLo)) * MIX;
    }
    int rest =
        (protocol ? number : 0)
            ^ (sourcePort ? fromPort << 16 : 0)
            ^ (destinationPort ? toPort * 0x85eb_ca6b : 0);
    mixed = (Long.rotateLeft(mixed, 23) ^ rest) * MIX;
    return (int) (mixed >>> 32);
  }

  /// The fields of the packet that is looked at.
  static final class Flow {
    long sourceHi;
    long sourceLo;
    long destinationHi;
    long destinationLo;
    int protocol;
    int sourcePort;
    int destinationPort;
  }
}
