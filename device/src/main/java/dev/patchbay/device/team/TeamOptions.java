package dev.patchbay.device.team;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;

/// What can be set of a team, as programs see it over netlink (`team_options`).
final class TeamOptions {
  private TeamOptions() {}

  /// All there is at the moment, in the kernel's order: the team's own, the mode's, then those of
  /// each port.
  static List<TeamOption> of(TeamDevice team) {
    List<TeamOption> options = new ArrayList<>();
    options.add(TeamOption.of("mode", TeamOption.Type.STRING, team.mode()::name, team::chooseMode));
    addRepeats(options, "notify_peers", team.notifyPeers());
    addRepeats(options, "mcast_rejoin", team.multicastRejoin());
    options.addAll(team.mode().options());
    for (int i = 0; i < team.portCount(); i++) {
      addPort(options, team.port(i));
      options.addAll(team.mode().options(team.port(i)));
    }
    return options;
  }

  private static void addRepeats(List<TeamOption> options, String name, Repeats repeats) {
    options.add(
        TeamOption.of(name + "_count", TeamOption.Type.U32, repeats::count, repeats::count));
    options.add(
        TeamOption.of(
            name + "_interval", TeamOption.Type.U32, repeats::interval, repeats::interval));
  }

  private static void addPort(List<TeamOption> options, TeamPort port) {
    options.add(
        flag(port, "enabled", port::isEnabled, on -> port.team().enable(port, (Boolean) on)));
    options.add(flag(port, "user_linkup", port::userLink, on -> port.userLink((Boolean) on)));
    options.add(
        flag(
            port,
            "user_linkup_enabled",
            port::isUserLinkEnabled,
            on -> port.userLinkEnabled((Boolean) on)));
    options.add(
        new TeamOption(
            "priority",
            TeamOption.Type.S32,
            port,
            -1,
            () -> (long) port.priority(),
            value -> port.priority(((Long) value).intValue())));
    options.add(
        new TeamOption(
            "queue_id",
            TeamOption.Type.U32,
            port,
            -1,
            () -> (long) port.queueId(),
            value -> chooseQueue(port, (Long) value)));
  }

  private static TeamOption flag(
      TeamPort port, String name, TeamOption.Getter getter, TeamOption.Setter setter) {
    return new TeamOption(name, TeamOption.Type.BOOL, port, -1, getter, setter);
  }

  private static void chooseQueue(TeamPort port, long queue) throws NetlinkException {
    if (queue >= port.team().numTxQueues()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    port.queueId((int) queue);
  }
}
