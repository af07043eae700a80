package dev.patchbay.filter.conntrack;

/// Flows of a protocol that nothing is known of: the addresses alone tell them apart.
final class GenericTracker extends Tracker {
  @Override
  int protocol() {
    return 0;
  }

  @Override
  String name() {
    return "unknown";
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    conntrack.refresh(
        connection, packet, info, conntrack.seconds(ConntrackSetting.GENERIC_TIMEOUT));
    return Answer.ACCEPT;
  }
}
