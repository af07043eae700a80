package dev.patchbay.device.team;

import dev.patchbay.packet.Packet;

/// Each packet goes by every port.
public final class TeamModeBroadcast extends TeamModeModule {
  @Override
  TeamMode mode(TeamDevice team) {
    return new Mode(team);
  }

  @Override
  String description() {
    return "Broadcast mode for team";
  }

  private static final class Mode extends TeamMode {
    Mode(TeamDevice team) {
      super(team);
    }

    @Override
    String name() {
      return "broadcast";
    }

    /// A copy for every port that can send, the packet itself for the last (`bc_transmit`).
    @Override
    boolean transmit(Packet packet) {
      TeamPort last = null;
      boolean sent = false;
      for (int i = 0; i < team.portCount(); i++) {
        TeamPort port = team.port(i);
        if (!port.isUsable()) {
          continue;
        }
        if (last != null) {
          sent |= last.send(team.netns().world().clone(packet));
        }
        last = port;
      }
      if (last == null) {
        return drop(packet);
      }
      return last.send(packet) || sent;
    }
  }
}
