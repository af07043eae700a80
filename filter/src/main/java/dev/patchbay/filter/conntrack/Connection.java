package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A flow that is tracked (`nf_conn`): its tuple in both directions, and what is known of it. The
/// reply's tuple is the original's turned round, unless an address is translated.
public abstract sealed class Connection implements Packet.Connection
    permits Connection4, Connection6 {
  /// The direction of the first packet.
  public static final int ORIGINAL = 0;

  /// The direction of the answers.
  public static final int REPLY = 1;

  // What a packet is to its connection (`ip_conntrack_info`), in Packet.connectionInfo.

  /// Part of a connection that has been answered.
  public static final int INFO_ESTABLISHED = 0;

  /// It begins a connection that another one called for, or is an ICMP error about one.
  public static final int INFO_RELATED = 1;

  /// It begins a connection, or repeats what did.
  public static final int INFO_NEW = 2;

  /// From here on the packet goes in the direction of the answers.
  public static final int INFO_REPLY = 3;

  /// It is not to be tracked, and has no connection.
  public static final int INFO_UNTRACKED = 7;

  // Bits of the status (`ip_conntrack_status`).

  /// Another connection called for it.
  public static final int EXPECTED = 1;

  /// There has been an answer.
  public static final int SEEN_REPLY = 1 << 1;

  /// It is not given up early.
  public static final int ASSURED = 1 << 2;

  /// It is in the table.
  public static final int CONFIRMED = 1 << 3;

  /// Its source is translated.
  public static final int SRC_NAT = 1 << 4;

  /// Its destination is translated.
  public static final int DST_NAT = 1 << 5;

  /// Its TCP sequence numbers are moved.
  public static final int SEQ_ADJUST = 1 << 6;

  /// Whether its source is translated has been decided.
  public static final int SRC_NAT_DONE = 1 << 7;

  /// Whether its destination is translated has been decided.
  public static final int DST_NAT_DONE = 1 << 8;

  /// It has left the table.
  public static final int DYING = 1 << 9;

  /// Its timeout has been given, and packets do not prolong it.
  public static final int FIXED_TIMEOUT = 1 << 10;

  /// It is what a rule says new connections begin with.
  public static final int TEMPLATE = 1 << 11;

  /// A helper has been given to it.
  public static final int HELPER = 1 << 13;

  /// What happens to it is told (it has a `nf_conntrack_ecache`): no bit of the kernel's status.
  static final int TELLS = 1 << 30;

  final Tracker tracker;
  final int id;

  /// When it began, in nanoseconds.
  final long created;

  /// When it is over; until it is confirmed, how long it lasts from then on. Nanoseconds.
  long deadline;

  @Nullable Object state;
  @Nullable Extras extras;
  private int status;
  private int mark;
  private int masqueradeIndex;

  Connection(Tracker tracker, int id, long created) {
    this.tracker = tracker;
    this.id = id;
    this.created = created;
  }

  /// The connection of the packet, or null when it has none.
  public static @Nullable Connection of(Packet packet) {
    return (Connection) packet.connection();
  }

  /// The direction a packet of that info goes in.
  public static int direction(int info) {
    return info >= INFO_REPLY ? REPLY : ORIGINAL;
  }

  public abstract Family family();

  /// The number of the protocol above IP.
  public abstract int protocol();

  /// Writes the tuple of the direction to `into`.
  public abstract void tuple(int direction, Tuple into);

  /// Writes the tuple of the direction to `into`, source and destination exchanged.
  abstract void turned(int direction, Tuple into);

  /// Writes the tuple that packets of the direction have once they are translated to `into`: that
  /// which the answers answer. False when there is none.
  public final boolean translated(int direction, Tuple into) {
    turned(1 - direction, into);
    return tracker.answer(into);
  }

  /// Whether the packets of the direction have this tuple.
  abstract boolean is(int direction, Tuple tuple);

  /// The same for an IPv4 tuple that is not in one piece: its addresses, and [Tuple#rest4].
  abstract boolean is(int direction, long addresses, long rest);

  /// Gives the answers another tuple: an address is translated.
  abstract void reply(Tuple tuple);

  /// A number that tells it from others.
  public int id() {
    return id;
  }

  public int status() {
    return status;
  }

  /// Whether one of the status bits is set.
  public boolean has(int bits) {
    return (status & bits) != 0;
  }

  /// Whether an address or port of it is another at its other end (`IPS_NAT_MASK`).
  public boolean isTranslated() {
    return has(SRC_NAT | DST_NAT);
  }

  public void set(int bits) {
    status |= bits;
  }

  public void clear(int bits) {
    status &= ~bits;
  }

  public boolean isConfirmed() {
    return has(CONFIRMED);
  }

  /// How many whole seconds it lasts from `now` on, in nanoseconds, unless something comes.
  public long secondsLeft(long now) {
    return Math.max(0, deadline - now) / Conntrack.SECOND;
  }

  /// Whether its protocol says that it is over.
  public boolean isClosed() {
    return tracker.isClosed(this);
  }

  /// Puts its protocol into the state of that name.
  public void state(String name) {
    tracker.state(this, name);
  }

  /// The connection's mark (`connmark`).
  public int mark() {
    return mark;
  }

  public void mark(int value) {
    mark = value;
  }

  /// Lets those hear who listen that its mark is another.
  public void markChanged(Netns netns) {
    Conntrack.of(netns).events().changed(this, ConntrackEvent.MARK);
  }

  /// The index of the device whose address it took, or 0.
  public int masqueradeIndex() {
    return masqueradeIndex;
  }

  public void masqueradeIndex(int index) {
    masqueradeIndex = index;
  }

  /// The zone of the direction.
  public abstract int zone(int direction);

  /// What only some connections have, or null.
  public @Nullable Extras extras() {
    return extras;
  }

  /// What only some connections have; made when it is first needed.
  public Extras needExtras() {
    Extras known = extras;
    if (known == null) {
      known = new Extras();
      extras = known;
    }
    return known;
  }
}
