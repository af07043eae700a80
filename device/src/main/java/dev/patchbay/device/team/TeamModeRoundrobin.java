package dev.patchbay.device.team;

import dev.patchbay.packet.Packet;

/// Each packet goes by the next port.
public final class TeamModeRoundrobin extends TeamModeModule {
  @Override
  TeamMode mode(TeamDevice team) {
    return new Mode(team);
  }

  @Override
  String description() {
    return "Round-robin mode for team";
  }

  private static final class Mode extends TeamMode {
    private int sent;

    Mode(TeamDevice team) {
      super(team);
    }

    @Override
    String name() {
      return "roundrobin";
    }

    @Override
    boolean transmit(Packet packet) {
      int ports = team.enabledCount();
      return ports == 0
          ? drop(packet)
          : sendByUsable(Integer.remainderUnsigned(sent++, ports), packet);
    }
  }
}
