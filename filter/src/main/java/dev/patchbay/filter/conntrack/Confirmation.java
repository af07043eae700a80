package dev.patchbay.filter.conntrack;

import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;

/// What tracking does with a packet that has passed everything else (`nf_conntrack_confirm`).
final class Confirmation {
  private final Conntrack conntrack;
  private final Tuple scratch = new Tuple();

  Confirmation(Conntrack conntrack) {
    this.conntrack = conntrack;
  }

  /// The packet has passed everything: lets its helper read it, and brings its connection into the
  /// table.
  Verdict confirm(Packet packet, Family family) {
    Packet.Connection on = packet.connection();
    if (!(on instanceof Connection connection)) {
      return Verdict.ACCEPT;
    }
    int info = packet.connectionInfo();
    if (info == Connection.INFO_RELATED + Connection.INFO_REPLY) {
      return Verdict.ACCEPT;
    }
    Extras extras = connection.extras;
    if (extras != null && extras.helper != null && !help(packet, family, connection, info)) {
      return Verdict.DROP;
    }
    if (extras != null && extras.shift != null) {
      adjust(packet, family, extras.shift, Connection.direction(info));
    }
    if (!connection.isConfirmed() && Connection.direction(info) == Connection.ORIGINAL) {
      return insert(packet, connection);
    }
    conntrack.events().announcePending(connection);
    return Verdict.ACCEPT;
  }

  private boolean help(Packet packet, Family family, Connection connection, int info) {
    Helper helper = connection.needExtras().helper;
    Parsed parsed = conntrack.parsed(family);
    if (helper == null || !parsed.read(packet, HookPoint.POSTROUTING)) {
      return true;
    }
    return helper.read(conntrack, connection, packet, parsed.transport, info);
  }

  private void adjust(Packet packet, Family family, SequenceShift shift, int direction) {
    Parsed parsed = conntrack.parsed(family);
    if (parsed.read(packet, HookPoint.POSTROUTING) && parsed.protocol == IpProtocol.TCP) {
      shift.adjust(packet, parsed.transport, direction);
    }
  }

  private Verdict insert(Packet packet, Connection connection) {
    if (connection.has(Connection.DYING)) {
      return Verdict.DROP;
    }
    for (int direction = 0; direction < 2; direction++) {
      connection.tuple(direction, scratch);
      int place = conntrack.find(scratch);
      if (place >= 0) {
        return resolveClash(packet, connection, conntrack.table().at(place));
      }
    }
    conntrack.insert(connection);
    return Verdict.ACCEPT;
  }

  /// Two packets of one flow came before either was confirmed: the second joins the first's
  /// connection, if that has the same tuples (`nf_ct_resolve_clash`).
  private Verdict resolveClash(Packet packet, Connection late, Connection there) {
    Tuple own = new Tuple();
    Tuple other = new Tuple();
    boolean same = true;
    for (int direction = 0; direction < 2; direction++) {
      late.tuple(direction, own);
      there.tuple(direction, other);
      same &= own.sameAs(other) && own.zone == other.zone;
    }
    if (!same || late.protocol() == IpProtocol.TCP) {
      conntrack.count(ConntrackCounter.INSERT_FAILED);
      conntrack.count(ConntrackCounter.DROP);
      return Verdict.DROP;
    }
    packet.connection(there, packet.connectionInfo());
    conntrack.count(ConntrackCounter.CLASH_RESOLVE);
    return Verdict.ACCEPT;
  }
}
