package dev.patchbay.device.team;

import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Packet;

/// Each packet goes by a port drawn at random.
public final class TeamModeRandom extends TeamModeModule {
  @Override
  TeamMode mode(TeamDevice team) {
    return new Mode(team);
  }

  @Override
  String description() {
    return "Random mode for team";
  }

  private static final class Mode extends TeamMode {
    private final RandomStream random;

    Mode(TeamDevice team) {
      super(team);
      this.random = team.netns().random("team " + team.name());
    }

    @Override
    String name() {
      return "random";
    }

    @Override
    boolean transmit(Packet packet) {
      int ports = team.enabledCount();
      return ports == 0 ? drop(packet) : sendByUsable(random.nextInt(ports), packet);
    }
  }
}
