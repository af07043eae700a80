package dev.patchbay.device.team;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.packet.Packet;
import java.util.List;

/// How a team chooses by which port it sends, and what it takes (`team_mode`): the state of one
/// team.
abstract class TeamMode {
  final TeamDevice team;

  TeamMode(TeamDevice team) {
    this.team = team;
  }

  /// As the option `mode` says it.
  abstract String name();

  /// Sends the packet, which is gone afterwards; returns whether it was taken.
  abstract boolean transmit(Packet packet);

  /// What becomes of a frame that an enabled port received.
  Result receive(TeamPort port, Packet packet) {
    return Result.ANOTHER;
  }

  /// Whether each port has the team's address.
  boolean sharesAddress() {
    return true;
  }

  /// A port sends no longer.
  void portDisabled(TeamPort port) {}

  /// A port is none any more.
  void portLeft(TeamPort port) {}

  /// What can be set beside what every team has, in the kernel's order.
  List<TeamOption> options() {
    return List.of();
  }

  /// What can be set of a port beside what every port has.
  List<TeamOption> options(TeamPort port) {
    return List.of();
  }

  /// The team is in this mode no longer.
  void end() {}

  /// No port can send it.
  final boolean drop(Packet packet) {
    team.netns().world().drop(packet, DropReason.TEAM_NO_PORT);
    return false;
  }

  /// Sends by the port, or the next one that can (`team_get_first_port_txable_rcu`).
  final boolean sendByUsable(int index, Packet packet) {
    TeamPort port = team.firstUsable(team.enabled(index));
    return port == null ? drop(packet) : port.send(packet);
  }
}
