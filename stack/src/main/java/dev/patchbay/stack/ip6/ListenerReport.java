package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report of version 2 in the making, sent when it is full or at its end (RFC 3810 section 5.2,
/// `add_grec`).
final class ListenerReport {
  /// The last half of ff02::16, all routers that know version 2.
  private static final long ROUTERS_LO = 0x16;

  /// Half a page: larger packets are not made.
  private static final int LARGEST = 2048;

  /// Bytes that most reports find room in.
  private static final int USUAL = 256;

  private final Ip6Output output;
  private final NetDevice device;
  private @Nullable Packet packet;

  /// Where the record stands that sources are added to.
  private int record;

  ListenerReport(Ip6Output output, NetDevice device) {
    this.output = output;
    this.device = device;
  }

  /// What a device says of one that is left.
  void addLeft(Membership left) {
    if (left.includes()) {
      add(left, MulticastListener.BLOCK_OLD_SOURCES, left.sources(), true, false);
      add(left, MulticastListener.BLOCK_OLD_SOURCES, left.gone(), true, true);
    } else if (left.reports > 0) {
      add(left, MulticastListener.CHANGE_TO_INCLUDE, left.sources(), true, false);
    }
  }

  /// What has changed about a group.
  void addChanges(Membership group) {
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
  void addState(Membership group) {
    int mode =
        group.excludesAnything()
            ? MulticastListener.MODE_IS_EXCLUDE
            : MulticastListener.MODE_IS_INCLUDE;
    add(group, mode, group.sources(), false, false);
    group.asksForSources = false;
  }

  /// Which sources of a group are wanted, to whom may not have heard of it.
  void addInitial(Membership group) {
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
      makeRoom(MulticastListener.RECORD_HEADER + sources.size() * MulticastListener.SOURCE);
    }
    for (Iterator<GroupSource> all = sources.iterator(); all.hasNext(); ) {
      GroupSource source = all.next();
      if (!whole && !belongs(group, source, type, left, gone)) {
        continue;
      }
      source.asked &= !isState(type);
      boolean counts = isOfSources(type) && source.reports > 0;
      if (!counts || !modeChanges) {
        if (begun && room() < MulticastListener.SOURCE) {
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

  private int room() {
    Packet known = packet;
    return known == null ? 0 : largest() - known.length();
  }

  /// Bytes of the ICMPv6 message at most.
  private int largest() {
    return Math.min(device.mtu(), LARGEST) - Ipv6.HEADER - MulticastSender.ROUTER_ALERT;
  }

  private void makeRoom(int bytes) {
    if (packet != null && room() < bytes) {
      send();
    }
  }

  private void begin(Membership group, int type) {
    makeRoom(MulticastListener.RECORD_HEADER);
    Packet open = packet;
    if (open == null) {
      open = MulticastSender.allocate(device, USUAL);
      open.put(MulticastListener.REPORT_HEADER);
      byte[] bytes = open.bytes();
      Icmpv6.type(bytes, open.head(), Icmpv6.LISTENER_REPORT_V2);
      Icmpv6.code(bytes, open.head(), 0);
      Icmpv6.unused(bytes, open.head(), 0);
      packet = open;
    }
    record = open.put(MulticastListener.RECORD_HEADER);
    byte[] bytes = open.bytes();
    MulticastListener.writeRecord(bytes, record, type, group.hi, group.lo);
    MulticastListener.records(
        bytes, open.head(), MulticastListener.records(bytes, open.head()) + 1);
  }

  private void put(GroupSource source) {
    Packet open = packet;
    if (open != null) {
      int at = open.put(MulticastListener.SOURCE);
      byte[] bytes = open.bytes();
      MulticastListener.writeSource(bytes, at, source.hi, source.lo);
      MulticastListener.recordSources(
          bytes, record, MulticastListener.recordSources(bytes, record) + 1);
    }
  }

  /// Sends what there is.
  void send() {
    Packet whole = packet;
    packet = null;
    if (whole != null) {
      MulticastSender.send(output, whole, device, Ipv6.LINK_MULTICAST_HI, ROUTERS_LO);
    }
  }
}
