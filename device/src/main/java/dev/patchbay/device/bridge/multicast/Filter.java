package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.MulticastListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How reports of sources change what a port wants of a group (RFC 3376 section 6.4, RFC 3810
/// section 7.4). A port includes the sources A, or excludes Y and keeps account of X, which are
/// wanted; a report names B:
///
/// | state | report | becomes | and |
/// | --- | --- | --- | --- |
/// | include (A) | allow, is in (B) | include (A+B) | B lasts |
/// | include (A) | is ex (B) | exclude (A*B, B-A) | A-B goes |
/// | include (A) | to in (B) | include (A+B) | B lasts, A-B is asked for |
/// | include (A) | to ex (B) | exclude (A*B, B-A) | A-B goes, A*B is asked for |
/// | include (A) | block (B) | include (A) | A*B is asked for |
/// | exclude (X, Y) | allow, is in (B) | exclude (X+B, Y-B) | B lasts |
/// | exclude (X, Y) | is ex (B) | exclude (B-Y, Y*B) | X-B, Y-B go |
/// | exclude (X, Y) | to in (B) | exclude (X+B, Y-B) | B lasts, X-B and the group are asked for |
/// | exclude (X, Y) | to ex (B) | exclude (B-Y, Y*B) | X-B, Y-B go, B-Y is asked for |
/// | exclude (X, Y) | block (B) | exclude (X+(B-Y), Y) | B-Y is asked for |
final class Filter {
  private final Snooping snooping;

  Filter(Snooping snooping) {
    this.snooping = snooping;
  }

  /// Does what the record says. Returns whether monitors are to hear of the member.
  boolean apply(GroupRecord record, PortGroup member) {
    return switch (record.type()) {
      case MulticastListener.MODE_IS_INCLUDE, MulticastListener.ALLOW_NEW_SOURCES ->
          allow(record, member);
      case MulticastListener.MODE_IS_EXCLUDE -> exclude(record, member, false);
      case MulticastListener.CHANGE_TO_EXCLUDE -> exclude(record, member, true);
      case MulticastListener.CHANGE_TO_INCLUDE -> include(record, member);
      default -> block(record, member);
    };
  }

  // ---- sources

  private @Nullable Source find(GroupRecord record, PortGroup member, int i) {
    Ip address = record.source(i);
    return member.find(address.hi(), address.lo());
  }

  /// A new source, or null when there are too many, or it can be none.
  private @Nullable Source add(GroupRecord record, PortGroup member, int i) {
    Ip address = record.source(i);
    boolean none = address.isV4() ? Ipv4.isZeroNet(address.toInt()) : address.isUnspecified();
    if (none || address.isMulticast()) {
      return null;
    }
    return member.add(new Source(snooping.mdb(), member, address.hi(), address.lo()));
  }

  private void lasts(Source source) {
    runs(source, snooping.now() + membershipInterval(source.owner()));
  }

  private long membershipInterval(PortGroup member) {
    return snooping.settingsOf(member.entry().group()).membershipInterval();
  }

  private void runs(Source source, long until) {
    source.timer.startAt(until);
    snooping.mdb().sources().settle(source);
  }

  private boolean deleteMarked(PortGroup member) {
    boolean any = false;
    for (Source source : List.copyOf(member.sources())) {
      if (source.delete) {
        snooping.mdb().sources().remove(source, false);
        any = true;
      }
    }
    return any;
  }

  // ---- records

  /// `br_multicast_isinc_allow`
  private boolean allow(GroupRecord record, PortGroup member) {
    boolean changed = false;
    for (int i = 0; i < record.count(); i++) {
      Source source = find(record, member, i);
      if (source == null) {
        source = add(record, member, i);
        changed |= source != null;
      }
      if (source != null) {
        lasts(source);
      }
    }
    return changed;
  }

  /// `br_multicast_isexc`, `br_multicast_toex`; the latter with `change`.
  private boolean exclude(GroupRecord record, PortGroup member, boolean change) {
    boolean changed = true;
    if (member.excludes) {
      changed = excludeMore(record, member, change);
    } else {
      excludeFirst(record, member, change);
      snooping.mdb().sources().modeChanged(member, true);
    }
    member.excludes = true;
    member.timer().start(membershipInterval(member));
    return changed;
  }

  private void excludeFirst(GroupRecord record, PortGroup member, boolean change) {
    for (Source source : member.sources()) {
      source.delete = true;
      source.ask = false;
    }
    boolean asks = false;
    for (int i = 0; i < record.count(); i++) {
      Source source = find(record, member, i);
      if (source != null) {
        source.delete = false;
        source.ask = change;
        asks |= change;
      } else {
        source = add(record, member, i);
      }
      if (source != null) {
        snooping.mdb().sources().settle(source);
      }
    }
    deleteMarked(member);
    if (asks) {
      snooping.queries().askMarked(member);
    }
  }

  private boolean excludeMore(GroupRecord record, PortGroup member, boolean change) {
    for (Source source : member.sources()) {
      source.delete = true;
      source.ask = false;
    }
    boolean changed = false;
    boolean asks = false;
    for (int i = 0; i < record.count(); i++) {
      Source source = find(record, member, i);
      if (source != null) {
        source.delete = false;
      } else {
        source = add(record, member, i);
        changed |= source != null;
        if (source != null && change) {
          runs(source, member.timer().due());
        } else if (source != null) {
          lasts(source);
        }
      }
      if (source != null && change && source.timer.isArmed()) {
        source.ask = true;
        asks = true;
      }
    }
    changed |= deleteMarked(member);
    if (asks) {
      snooping.queries().askMarked(member);
    }
    return changed;
  }

  /// `br_multicast_toin`
  private boolean include(GroupRecord record, PortGroup member) {
    int left = member.sources().size();
    for (Source source : member.sources()) {
      source.ask = !member.excludes || source.timer.isArmed();
    }
    boolean changed = false;
    for (int i = 0; i < record.count(); i++) {
      Source source = find(record, member, i);
      if (source == null) {
        source = add(record, member, i);
        changed |= source != null;
      } else if (!member.excludes || source.timer.isArmed()) {
        source.ask = false;
        left--;
      }
      if (source != null) {
        lasts(source);
      }
    }
    if (left > 0) {
      snooping.queries().askMarked(member);
    }
    if (member.excludes) {
      snooping.queries().askGroup(member);
    }
    return changed;
  }

  /// `br_multicast_block`
  private boolean block(GroupRecord record, PortGroup member) {
    member.sources().forEach(source -> source.ask = false);
    boolean changed = false;
    boolean asks = false;
    for (int i = 0; i < record.count(); i++) {
      Source source = find(record, member, i);
      if (source == null && member.excludes) {
        source = add(record, member, i);
        if (source != null) {
          runs(source, member.timer().due());
          changed = true;
        }
      }
      if (source != null && (!member.excludes || source.timer.isArmed())) {
        source.ask = true;
        asks = true;
      }
    }
    if (asks) {
      snooping.queries().askMarked(member);
    }
    if (!member.excludes && member.sources().isEmpty()) {
      snooping.mdb().remove(member);
      return false;
    }
    return changed;
  }
}
