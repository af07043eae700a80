package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;

/// A connection between IPv4 addresses: two in a long, the source first.
final class Connection4 extends Connection {
  private static final long FIRST = 0xffff_ffff_0000_0000L;

  private final byte protocol;
  private final long original;
  private final int originalNumbers;
  private long reply;
  private int replyNumbers;

  Connection4(Tracker tracker, int id, long created, Tuple first, Tuple answer) {
    super(tracker, id, created);
    this.protocol = (byte) first.protocol;
    this.original = addresses(first);
    this.originalNumbers = numbers(first);
    zones(first.zone, answer.zone);
    reply(answer);
  }

  private static long addresses(Tuple tuple) {
    return tuple.sourceHi | tuple.destinationHi >>> 32;
  }

  private static int numbers(Tuple tuple) {
    return tuple.source << 16 | tuple.destination;
  }

  @Override
  public Family family() {
    return Family.IPV4;
  }

  @Override
  public int protocol() {
    return protocol & 0xff;
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

  private long addresses(int direction) {
    return direction == ORIGINAL ? original : reply;
  }

  private int numbers(int direction) {
    return direction == ORIGINAL ? originalNumbers : replyNumbers;
  }

  private void write(long addresses, int numbers, Tuple into) {
    into.family = Family.IPV4;
    into.protocol = protocol();
    into.sourceHi = addresses & FIRST;
    into.sourceLo = 0;
    into.destinationHi = addresses << 32;
    into.destinationLo = 0;
    into.source = numbers >>> 16;
    into.destination = numbers & 0xffff;
  }

  @Override
  boolean is(int direction, Tuple tuple) {
    return addresses(direction) == addresses(tuple)
        && numbers(direction) == numbers(tuple)
        && protocol() == tuple.protocol
        && zone(direction) == tuple.zone
        && tuple.family == Family.IPV4;
  }

  @Override
  void reply(Tuple tuple) {
    reply = addresses(tuple);
    replyNumbers = numbers(tuple);
  }
}
