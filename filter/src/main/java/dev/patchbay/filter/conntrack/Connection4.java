package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;

/// A connection between IPv4 addresses. The tuple of a direction is two numbers: the addresses, the
/// source first, and [Tuple#rest4].
public final class Connection4 extends Connection {
  private static final long FIRST = 0xffff_ffff_0000_0000L;

  private final long original;
  private final long originalRest;
  private long reply;
  private long replyRest;

  Connection4(Tracker tracker, int id, long created, Tuple first, Tuple answer) {
    super(tracker, id, created);
    this.original = first.addresses4();
    this.originalRest = first.rest4();
    this.reply = answer.addresses4();
    this.replyRest = answer.rest4();
  }

  private long addresses(int direction) {
    return direction == ORIGINAL ? original : reply;
  }

  private long rest(int direction) {
    return direction == ORIGINAL ? originalRest : replyRest;
  }

  private int numbers(int direction) {
    return (int) (rest(direction) >>> 32);
  }

  @Override
  public Family family() {
    return Family.IPV4;
  }

  @Override
  public int protocol() {
    return (int) originalRest >>> 16;
  }

  @Override
  public int zone(int direction) {
    return (int) rest(direction) & 0xffff;
  }

  @Override
  public void tuple(int direction, Tuple into) {
    write(addresses(direction), numbers(direction), into);
    into.zone = zone(direction);
  }

  @Override
  void turned(int direction, Tuple into) {
    long addresses = Long.rotateLeft(addresses(direction), Integer.SIZE);
    write(addresses, Integer.rotateLeft(numbers(direction), Short.SIZE), into);
  }

  private void write(long addresses, int numbers, Tuple into) {
    into.family = Family.IPV4;
    into.protocol = protocol();
    into.sourceHi = addresses & FIRST;
    into.sourceLo = 0;
    into.destinationHi = addresses << 32;
    into.destinationLo = 0;
    into.numbers(numbers);
  }

  /// The addresses of packets of the direction once they are translated, the source first.
  public long translatedAddresses(int direction) {
    return Long.rotateLeft(addresses(1 - direction), Integer.SIZE);
  }

  /// The numbers of packets of the direction once they are translated: 32 bits, that of the source
  /// first, or negative when there are none.
  public long translatedNumbers(int direction) {
    return tracker.answer(Integer.rotateLeft(numbers(1 - direction), Short.SIZE));
  }

  @Override
  boolean is(int direction, Tuple tuple) {
    return tuple.family == Family.IPV4 && is(direction, tuple.addresses4(), tuple.rest4());
  }

  @Override
  boolean is(int direction, long addresses, long rest) {
    return addresses(direction) == addresses && rest(direction) == rest;
  }

  @Override
  void reply(Tuple tuple) {
    reply = tuple.addresses4();
    replyRest = Tuple.rest4(tuple.numbers(), protocol(), zone(REPLY));
  }
}
