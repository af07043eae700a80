package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.stp.PortState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The groups that somebody behind a bridge wants (`mdb_hash_tbl`, net/bridge/br_multicast.c).
public final class Mdb {
  /// The table of a bridge without groups, shared and never written.
  private static final MdbEntry[] EMPTY = new MdbEntry[1];

  private final Snooping snooping;
  private final SourceEntries sources;
  private @Nullable MdbEntry[] table = EMPTY;

  /// Oldest first.
  private final List<MdbEntry> all = new ArrayList<>(0);

  Mdb(Snooping snooping) {
    this.snooping = snooping;
    this.sources = new SourceEntries(this, snooping);
  }

  NetDevice bridge() {
    return snooping.bridge();
  }

  SourceEntries sources() {
    return sources;
  }

  // ---- the table

  /// The groups, newest first.
  public List<MdbEntry> entries() {
    return all.reversed();
  }

  /// The group's entry, or null.
  public @Nullable MdbEntry find(Group group) {
    return find(
        group.protocol(), group.vlan(), group.hi(), group.lo(), group.sourceHi(), group.sourceLo());
  }

  /// The same of a group that is not at hand as one.
  @Nullable MdbEntry find(int protocol, int vlan, long hi, long lo, long sourceHi, long sourceLo) {
    MdbEntry entry = table[place(protocol, vlan, hi, lo, sourceHi, sourceLo)];
    while (entry != null) {
      Group group = entry.group();
      if (group.hi() == hi
          && group.lo() == lo
          && group.vlan() == vlan
          && group.protocol() == protocol
          && group.sourceHi() == sourceHi
          && group.sourceLo() == sourceLo) {
        return entry;
      }
      entry = entry.next;
    }
    return null;
  }

  private int place(int protocol, int vlan, long hi, long lo, long sourceHi, long sourceLo) {
    long mixed = hi * 31 + lo;
    mixed = (mixed * 31 + sourceHi) * 31 + sourceLo;
    mixed = (mixed * 31 + vlan) * 31 + protocol;
    mixed *= 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 33) & (table.length - 1);
  }

  private int place(Group group) {
    return place(
        group.protocol(), group.vlan(), group.hi(), group.lo(), group.sourceHi(), group.sourceLo());
  }

  /// The group's entry, made if need be; null when there are too many, which ends snooping
  /// (`br_multicast_new_group`).
  public @Nullable MdbEntry obtain(Group group) {
    MdbEntry known = find(group);
    if (known != null) {
      return known;
    }
    if (all.size() >= snooping.settings().mostGroups()) {
      snooping.settings().giveUp();
      return null;
    }
    if (table == EMPTY || all.size() >= table.length) {
      grow();
    }
    MdbEntry entry = new MdbEntry(this, group);
    insert(entry);
    all.add(entry);
    return entry;
  }

  private void insert(MdbEntry entry) {
    int at = place(entry.group());
    entry.next = table[at];
    table[at] = entry;
  }

  private void grow() {
    table = new MdbEntry[Math.max(8, 2 * table.length)];
    all.forEach(this::insert);
  }

  /// `br_multicast_del_mdb_entry`
  private void remove(MdbEntry entry) {
    int at = place(entry.group());
    MdbEntry one = table[at];
    if (one == entry) {
      table[at] = entry.next;
    }
    while (one != null) {
      if (one.next == entry) {
        one.next = entry.next;
      }
      one = one.next;
    }
    all.remove(entry);
    entry.gone = true;
    entry.timer.stop();
  }

  // ---- the bridge's own host

  /// The host wants the group (`br_multicast_host_join`).
  public void joinHost(MdbEntry entry, boolean announce) {
    if (!entry.hostJoined) {
      entry.hostJoined = true;
      sources.hostChanged(entry);
      if (announce) {
        announce(entry, null, false);
      }
    }
    if (!entry.group().isLink()) {
      entry.timer.start(snooping.settingsOf(entry.group()).membershipInterval());
    }
  }

  private void leaveHost(MdbEntry entry) {
    if (entry.hostJoined) {
      entry.hostJoined = false;
      sources.hostChanged(entry);
      announce(entry, null, true);
    }
  }

  /// Takes the host out of the group by request. Returns whether it was in.
  public boolean removeHost(MdbEntry entry) {
    boolean joined = entry.hostJoined;
    leaveHost(entry);
    if (joined) {
      removeUnlessWanted(entry);
    }
    return joined;
  }

  /// `br_multicast_group_expired`
  void expired(MdbEntry entry) {
    if (entry.gone || !bridge().isUp()) {
      return;
    }
    leaveHost(entry);
    if (entry.ports().isEmpty()) {
      remove(entry);
    }
  }

  private void removeUnlessWanted(MdbEntry entry) {
    if (entry.ports().isEmpty() && !entry.hostJoined && bridge().isUp()) {
      entry.timer.start(0);
    }
  }

  // ---- ports

  /// A station there wants the group (`__br_multicast_add_group`). Returns false when there is no
  /// room for it.
  boolean join(Context at, Group group, long mac, boolean whole) {
    if (!at.isInUse()) {
      return true;
    }
    MdbEntry entry = obtain(group);
    if (entry == null) {
      return false;
    }
    SnoopedPort port = at.port();
    if (port == null) {
      joinHost(entry, true);
      return true;
    }
    PortGroup member = member(entry, port, mac, whole, false);
    if (whole) {
      member.timer().start(at.bridge().settings().membershipInterval());
    }
    return true;
  }

  /// The port's part in the group, made if need be.
  PortGroup member(MdbEntry entry, SnoopedPort port, long mac, boolean excludes, boolean blocked) {
    PortGroup known = entry.find(port, mac);
    if (known != null) {
      return known;
    }
    PortGroup member = new PortGroup(this, entry, port, mac, false, false);
    member.excludes = excludes;
    member.blocked = blocked;
    insert(member);
    return member;
  }

  private void insert(PortGroup member) {
    member.entry().add(member);
    member.port().snooping().groups().add(member);
    announce(member.entry(), member, false);
  }

  /// The port is put into the group by request; null when it is there already (`br_mdb_add_group`).
  public @Nullable PortGroup addByUser(MdbEntry entry, SnoopedPort port, boolean permanent) {
    if (entry.find(port) != null) {
      return null;
    }
    PortGroup member = new PortGroup(this, entry, port, Snooping.ANY_STATION, true, permanent);
    member.excludes = entry.group().isStar();
    if (!permanent) {
      member.timer().start(snooping.settingsOf(entry.group()).membershipInterval());
    }
    insert(member);
    sources.addedByUser(member);
    return member;
  }

  /// Takes the port out of the group by request. Returns whether it was in.
  public boolean removeByUser(MdbEntry entry, SnoopedPort port) {
    PortGroup member = entry.find(port);
    if (member != null) {
      remove(member);
    }
    return member != null;
  }

  /// `br_multicast_del_pg`
  void remove(PortGroup member) {
    if (member.gone) {
      return;
    }
    MdbEntry entry = member.entry();
    member.gone = true;
    entry.ports().remove(member);
    member.port().snooping().groups().remove(member);
    member.stopTimers();
    for (Source source : List.copyOf(member.sources())) {
      sources.remove(source, false);
    }
    announce(entry, member, true);
    if (entry.group().isStar()) {
      sources.modeChanged(member, false);
    } else {
      sources.forgetStars(entry);
    }
    removeUnlessWanted(entry);
  }

  /// A port's membership has run out (`br_multicast_port_group_expired`).
  void expired(PortGroup member) {
    if (!bridge().isUp() || member.gone || member.isPermanent()) {
      return;
    }
    boolean changed = member.excludes;
    member.excludes = false;
    for (Source source : List.copyOf(member.sources())) {
      if (!source.timer.isArmed()) {
        sources.remove(source, false);
        changed = true;
      }
    }
    if (member.sources().isEmpty()) {
      remove(member);
    } else if (changed) {
      if (member.entry().group().isStar()) {
        sources.modeChanged(member, false);
      }
      announce(member.entry(), member, false);
    }
  }

  /// Takes the port out of those of its groups.
  void removeAll(SnoopedPort port, Predicate<PortGroup> which) {
    for (PortGroup member : List.copyOf(port.snooping().groups())) {
      if (which.test(member)) {
        remove(member);
      }
    }
  }

  /// The bridge goes away.
  void clear() {
    for (MdbEntry entry : List.copyOf(all)) {
      remove(entry);
    }
  }

  /// Whether the port's state lets others than permanent entries be.
  static boolean isDisabled(SnoopedPort port) {
    return port.state() == PortState.DISABLED;
  }

  // ---- monitors

  /// Tells monitors of a port's part in the group, or the host's when that is null
  /// (`br_mdb_notify`).
  public void announce(MdbEntry entry, @Nullable PortGroup member, boolean gone) {
    Netns netns = bridge().netns();
    if (netns.hasMonitors()) {
      netns.announce(new MdbAnnouncement(MdbSnapshot.of(snooping, entry, member), gone));
    }
  }
}
