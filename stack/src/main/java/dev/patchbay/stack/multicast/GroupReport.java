package dev.patchbay.stack.multicast;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report of groups and their sources in the making, sent when it is full or at its end (RFC 3376
/// section 4.2, RFC 3810 section 5.2, `add_grec`). Both families' are alike but for the length of
/// addresses.
public abstract class GroupReport {
  /// Half a page: larger packets are not made.
  private static final int LARGEST = 2048;

  /// Bytes of a record in front of its group.
  private static final int RECORD = 4;

  private final Family family;
  private @Nullable Packet packet;

  /// Where the record stands that sources are added to.
  private int record;

  /// An empty one.
  protected GroupReport(Family family) {
    this.family = family;
  }

  /// A packet with the eight bytes in front of the records, which count none yet.
  protected abstract Packet open();

  /// Bytes that a packet of the device carries behind the IP header.
  protected abstract int room(int mtu);

  /// Bytes that a packet of the device has.
  protected abstract int mtu();

  /// Sends a packet that is whole but for its checksum.
  protected abstract void transmit(Packet whole);

  /// What a device says of one that is left.
  public final void addLeft(Membership left) {
    if (left.includes()) {
      add(left, MulticastListener.BLOCK_OLD_SOURCES, left.sources(), true, false);
      add(left, MulticastListener.BLOCK_OLD_SOURCES, left.gone(), true, true);
    } else if (left.reports > 0) {
      add(left, MulticastListener.CHANGE_TO_INCLUDE, left.sources(), true, false);
    }
  }

  /// What has changed about a group.
  public final void addChanges(Membership group) {
    int current = MulticastListener.ALLOW_NEW_SOURCES;
    int gone = MulticastListener.BLOCK_OLD_SOURCES;
    if (group.excludesAnything()) {
      current = MulticastListener.BLOCK_OLD_SOURCES;
      gone = MulticastListener.ALLOW_NEW_SOURCES;
    }
    add(group, current, group.sources(), false, false);
    add(group, gone, group.gone(), false, true);
    if (group.reports > 0) {
      int change =
          group.includes()
              ? MulticastListener.CHANGE_TO_INCLUDE
              : MulticastListener.CHANGE_TO_EXCLUDE;
      add(group, change, group.sources(), false, false);
    }
  }

  /// Which sources of a group are wanted, as an answer.
  public final void addState(Membership group) {
    int mode =
        group.excludesAnything()
            ? MulticastListener.MODE_IS_EXCLUDE
            : MulticastListener.MODE_IS_INCLUDE;
    add(group, mode, group.sources(), false, false);
    group.asksForSources = false;
  }

  /// Which sources of a group are wanted, to whom may not have heard of it.
  public final void addInitial(Membership group) {
    int type =
        group.excludesAnything()
            ? MulticastListener.CHANGE_TO_EXCLUDE
            : MulticastListener.ALLOW_NEW_SOURCES;
    add(group, type, group.sources(), false, false, true);
  }

  private static boolean isOfSources(int type) {
    return type >= MulticastListener.ALLOW_NEW_SOURCES;
  }

  private static boolean isState(int type) {
    return type <= MulticastListener.MODE_IS_EXCLUDE;
  }

  private static boolean truncates(int type) {
    return type == MulticastListener.MODE_IS_EXCLUDE || type == MulticastListener.CHANGE_TO_EXCLUDE;
  }

  private void add(
      Membership group, int type, List<GroupSource> sources, boolean left, boolean gone) {
    add(group, type, sources, left, gone, false);
  }

  /// Adds a record of those of the sources that belong into it, or of all of them.
  private void add(
      Membership group,
      int type,
      List<GroupSource> sources,
      boolean left,
      boolean gone,
      boolean whole) {
    boolean begun = false;
    boolean modeChanges = left ? !group.includes() : group.reports > 0;
    if (truncates(type) && !sources.isEmpty()) {
      makeRoom(recordHeader() + sources.size() * family.bytes());
    }
    for (Iterator<GroupSource> all = sources.iterator(); all.hasNext(); ) {
      GroupSource source = all.next();
      if (!whole && !belongs(group, source, type, left, gone)) {
        continue;
      }
      source.asked &= !isState(type);
      boolean counts = isOfSources(type) && source.reports > 0;
      if (!counts || !modeChanges) {
        if (begun && left() < family.bytes()) {
          if (truncates(type)) {
            return;
          }
          send();
          begun = false;
        }
        if (!begun) {
          begin(group, type);
          begun = true;
        }
        put(source);
      }
      if (counts && --source.reports == 0 && (left || gone)) {
        all.remove();
      }
    }
    if (!begun && !isOfSources(type) && (isState(type) || whole || group.reports > 0)) {
      begin(group, type);
    }
  }

  /// `is_in`
  private static boolean belongs(
      Membership group, GroupSource source, int type, boolean left, boolean gone) {
    boolean excludedByAll = group.excluding() == source.excluded;
    return switch (type) {
      case MulticastListener.MODE_IS_INCLUDE, MulticastListener.MODE_IS_EXCLUDE ->
          (!group.asksForSources || source.asked)
              && (group.includes()
                  || (source.included > 0
                      ? type == MulticastListener.MODE_IS_INCLUDE
                      : excludedByAll));
      case MulticastListener.CHANGE_TO_INCLUDE -> !left && source.included > 0;
      case MulticastListener.CHANGE_TO_EXCLUDE ->
          group.excluding() > 0 && source.included == 0 && excludedByAll;
      case MulticastListener.ALLOW_NEW_SOURCES ->
          !left && source.reports > 0 && group.includes() != gone;
      default ->
          group.includes()
              ? left || (source.reports > 0 && gone)
              : source.reports > 0 && !left && !gone;
    };
  }

  // ---- the packet

  private int recordHeader() {
    return RECORD + family.bytes();
  }

  private int left() {
    Packet known = packet;
    return known == null ? 0 : room(Math.min(mtu(), LARGEST)) - known.length();
  }

  private void makeRoom(int bytes) {
    if (packet != null && left() < bytes) {
      send();
    }
  }

  private void begin(Membership group, int type) {
    makeRoom(recordHeader());
    Packet open = packet;
    if (open == null) {
      open = open();
      packet = open;
    }
    record = open.put(recordHeader());
    byte[] bytes = open.bytes();
    bytes[record] = (byte) type;
    bytes[record + 1] = 0;
    MulticastListener.recordSources(bytes, record, 0);
    write(bytes, record + RECORD, group.hi, group.lo);
    MulticastListener.records(
        bytes, open.head(), MulticastListener.records(bytes, open.head()) + 1);
  }

  private void write(byte[] bytes, int at, long hi, long lo) {
    new Ip(family, hi, lo).write(bytes, at);
  }

  private void put(GroupSource source) {
    Packet open = packet;
    if (open != null) {
      int at = open.put(family.bytes());
      byte[] bytes = open.bytes();
      write(bytes, at, source.hi, source.lo);
      MulticastListener.recordSources(
          bytes, record, MulticastListener.recordSources(bytes, record) + 1);
    }
  }

  /// Sends what there is.
  public final void send() {
    Packet whole = packet;
    packet = null;
    if (whole != null) {
      transmit(whole);
    }
  }
}
