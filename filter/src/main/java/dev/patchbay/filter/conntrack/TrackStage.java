package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;

/// In a journey: what connection tracking makes of a packet.
///
/// @param state the word of `-m conntrack --ctstate`
/// @param reply whether it goes against the direction in which the connection began
public record TrackStage(String state, boolean reply) implements Stage {
  /// What has been found out about the packet.
  static TrackStage of(Packet packet) {
    int info = packet.connectionInfo();
    if (info == Connection.INFO_UNTRACKED) {
      return new TrackStage("UNTRACKED", false);
    }
    if (packet.connection() == null) {
      return new TrackStage("INVALID", false);
    }
    String state =
        switch (info % Connection.INFO_REPLY) {
          case Connection.INFO_ESTABLISHED -> "ESTABLISHED";
          case Connection.INFO_RELATED -> "RELATED";
          default -> "NEW";
        };
    return new TrackStage(state, Connection.direction(info) == Connection.REPLY);
  }

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public void show(Output out) {
    out.string("state", "", state, "");
    if (reply) {
      out.text(", a reply");
    }
    out.jsonBoolean("reply", reply);
  }
}
