package dev.patchbay.device.bridge.multicast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of groups from one source, which follow from what ports want of the group: a port
/// that wants the source by name is in the source's entry, and so is each port that wants all
/// sources but others (net/bridge/br_multicast.c).
final class SourceEntries {
  private final Mdb mdb;
  private final Snooping snooping;

  SourceEntries(Mdb mdb, Snooping snooping) {
    this.mdb = mdb;
    this.snooping = snooping;
  }

  private @Nullable MdbEntry star(Group group) {
    return mdb.find(group.from(0, 0));
  }

  // ---- sources

  /// The source is wanted or not, as its timer says: its entry shows it
  /// (`br_multicast_fwd_src_handle`).
  void settle(Source source) {
    install(source);
    MdbEntry entry = mdb.find(source.group());
    PortGroup member = entry == null ? null : entry.find(source.owner().port());
    if (entry == null || member == null || member.isPermanent()) {
      return;
    }
    boolean blocked = !source.timer.isArmed();
    if (member.blocked != blocked) {
      member.blocked = blocked;
      mdb.announce(entry, member, false);
    }
  }

  /// `br_multicast_fwd_src_add`
  private void install(Source source) {
    PortGroup owner = source.owner();
    if (source.installed || !snooping.isInUse(owner)) {
      return;
    }
    MdbEntry entry = mdb.obtain(source.group());
    if (entry == null) {
      return;
    }
    PortGroup member = mdb.member(entry, owner.port(), owner.mac(), false, !source.timer.isArmed());
    source.installed = true;
    member.byStar = false;
    if (member.isByUser() && member.isPermanent()) {
      return;
    }
    member.timer().stop();
    MdbEntry star = star(entry.group());
    if (star != null) {
      addExcluding(star, member);
    }
  }

  /// `br_multicast_del_group_src`
  void remove(Source source, boolean fast) {
    uninstall(source, fast);
    source.owner().remove(source);
    source.timer.stop();
  }

  /// `br_multicast_fwd_src_remove`
  private void uninstall(Source source, boolean fast) {
    MdbEntry entry = mdb.find(source.group());
    if (entry == null) {
      return;
    }
    PortGroup member = entry.find(source.owner().port(), source.owner().mac());
    if (member != null && !(member.isByUser() && member.isPermanent())) {
      member.leftFast |= fast;
      mdb.remove(member);
    }
    source.installed = false;
  }

  /// A source that nobody has named again (`br_multicast_group_src_expired`).
  void expired(Source source) {
    PortGroup owner = source.owner();
    if (owner.gone || !mdb.bridge().isUp()) {
      return;
    }
    if (owner.excludes) {
      settle(source);
      return;
    }
    remove(source, false);
    if (owner.sources().isEmpty()) {
      mdb.remove(owner);
    }
  }

  // ---- ports that want all but some

  /// The port wants all sources now, but those it lists, or no longer: it joins or leaves the
  /// entries of sources that other ports want (`br_multicast_star_g_handle_mode`).
  void modeChanged(PortGroup member, boolean excludes) {
    MdbEntry star = mdb.find(member.entry().group());
    if (star == null) {
      return;
    }
    for (PortGroup other : List.copyOf(star.ports())) {
      if (other == member) {
        continue;
      }
      for (Source source : List.copyOf(other.sources())) {
        if (source.installed && excludes) {
          addStar(member, source.group());
        } else if (source.installed) {
          removeStar(member, source.group());
        }
      }
    }
  }

  /// `__fwd_add_star_excl`
  private void addStar(PortGroup member, Group group) {
    MdbEntry entry = mdb.find(group);
    if (entry != null && entry.find(member.port()) != null) {
      return;
    }
    MdbEntry target = snooping.isInUse(member) ? mdb.obtain(group) : null;
    if (target != null) {
      mdb.member(target, member.port(), member.mac(), false, false).byStar = true;
    }
  }

  /// `__fwd_del_star_excl`
  private void removeStar(PortGroup member, Group group) {
    MdbEntry entry = mdb.find(group);
    PortGroup there = entry == null ? null : entry.find(member.port());
    if (there != null && there.byStar && !there.isByUser()) {
      mdb.remove(there);
    }
  }

  /// A source has an entry: ports that want all sources join it
  /// (`br_multicast_sg_add_exclude_ports`).
  private void addExcluding(MdbEntry star, PortGroup member) {
    if (star.hostJoined) {
      member.entry().hostJoined = true;
    }
    for (PortGroup other : List.copyOf(star.ports())) {
      if (other != member && other.excludes) {
        addStar(other, member.entry().group());
      }
    }
  }

  /// Nobody wants the source by name any longer (`br_multicast_sg_del_exclude_ports`).
  void forgetStars(MdbEntry entry) {
    for (PortGroup member : entry.ports()) {
      if (!member.byStar && !member.isPermanent()) {
        return;
      }
    }
    entry.hostJoined = false;
    for (PortGroup member : List.copyOf(entry.ports())) {
      if (!member.isPermanent()) {
        mdb.remove(member);
      }
    }
  }

  /// The host has joined or left the group (`br_multicast_star_g_host_state`).
  void hostChanged(MdbEntry star) {
    if (!star.group().isStar()) {
      return;
    }
    for (PortGroup member : star.ports()) {
      for (Source source : member.sources()) {
        MdbEntry entry = source.installed ? mdb.find(source.group()) : null;
        if (entry != null) {
          entry.hostJoined = star.hostJoined;
        }
      }
    }
  }

  /// A port was put into a group by request, where sources count.
  void addedByUser(PortGroup member) {
    Group group = member.entry().group();
    if (group.isLink() || !snooping.settingsOf(group).knowsSources(group.family())) {
      return;
    }
    if (group.isStar()) {
      modeChanged(member, true);
      return;
    }
    MdbEntry star = star(group);
    if (star != null) {
      addExcluding(star, member);
    }
  }
}
