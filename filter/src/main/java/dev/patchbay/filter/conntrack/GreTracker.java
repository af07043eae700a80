package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.IpProtocol;

/// GRE between two addresses; keys tell flows apart only in PPTP's version, which no helper here
/// follows.
final class GreTracker extends Tracker {
  @Override
  int protocol() {
    return IpProtocol.GRE;
  }

  @Override
  String name() {
    return "gre";
  }

  @Override
  NumberNames numberNames() {
    return NumberNames.KEYS;
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    boolean answered = connection.has(Connection.SEEN_REPLY);
    ConntrackSetting timeout =
        answered ? ConntrackSetting.GRE_TIMEOUT_STREAM : ConntrackSetting.GRE_TIMEOUT;
    conntrack.refresh(connection, packet, info, conntrack.seconds(timeout));
    if (answered) {
      conntrack.assure(connection);
    }
    return Answer.ACCEPT;
  }
}
