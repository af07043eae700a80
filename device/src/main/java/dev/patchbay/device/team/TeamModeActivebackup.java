package dev.patchbay.device.team;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One port works, the others wait.
public final class TeamModeActivebackup extends TeamModeModule {
  @Override
  TeamMode mode(TeamDevice team) {
    return new Mode(team);
  }

  @Override
  String description() {
    return "Active-backup mode for team";
  }

  private static final class Mode extends TeamMode {
    private @Nullable TeamPort active;

    Mode(TeamDevice team) {
      super(team);
    }

    @Override
    String name() {
      return "activebackup";
    }

    @Override
    boolean transmit(Packet packet) {
      TeamPort port = active;
      return (port == null || team.enabledCount() == 0) ? drop(packet) : port.send(packet);
    }

    @Override
    Result receive(TeamPort port, Packet packet) {
      return port == active ? Result.ANOTHER : Result.EXACT;
    }

    @Override
    boolean sharesAddress() {
      return false;
    }

    @Override
    void portLeft(TeamPort port) {
      if (active == port) {
        active = null;
        team.optionsChanged();
      }
    }

    @Override
    List<TeamOption> options() {
      return List.of(
          TeamOption.of("activeport", TeamOption.Type.U32, this::activeIndex, this::choose));
    }

    private Long activeIndex() {
      return active == null ? 0L : active.device().index();
    }

    private void choose(Object index) throws NetlinkException {
      for (int i = 0; i < team.portCount(); i++) {
        TeamPort port = team.port(i);
        if (index.equals((long) port.device().index())) {
          active = port;
          return;
        }
      }
      throw new NetlinkException(Errno.ENOENT);
    }
  }
}
