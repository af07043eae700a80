package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;

/// A connection between IPv6 addresses.
final class Connection6 extends Connection {
  private final Tuple original = new Tuple();
  private final Tuple reply = new Tuple();

  Connection6(Tracker tracker, int id, long created, Tuple first, Tuple answer) {
    super(tracker, id, created);
    original.copy(first);
    reply.copy(answer);
  }

  @Override
  public Family family() {
    return Family.IPV6;
  }

  @Override
  public int protocol() {
    return original.protocol;
  }

  @Override
  public void tuple(int direction, Tuple into) {
    into.copy(own(direction));
  }

  @Override
  void turned(int direction, Tuple into) {
    into.reverse(own(direction));
  }

  private Tuple own(int direction) {
    return direction == ORIGINAL ? original : reply;
  }

  @Override
  public int zone(int direction) {
    return own(direction).zone;
  }

  @Override
  boolean is(int direction, long addresses, long rest) {
    return false;
  }

  @Override
  boolean is(int direction, Tuple tuple) {
    Tuple own = own(direction);
    return own.zone == tuple.zone && own.sameAs(tuple);
  }

  @Override
  void reply(Tuple tuple) {
    int zone = reply.zone;
    reply.copy(tuple);
    reply.zone = zone;
  }
}
