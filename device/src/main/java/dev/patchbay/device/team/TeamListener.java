package dev.patchbay.device.team;

/// Hears of a team what the kernel tells programs that asked (`TEAM_CMD_PORT_LIST_GET`,
/// `TEAM_CMD_OPTIONS_GET` to the group of listeners). It is called at once, and only takes note.
public interface TeamListener {
  /// A port is new, has gone, or its link has changed.
  void portsChanged(TeamDevice team);

  /// Options are new, have gone, or have another value.
  void optionsChanged(TeamDevice team);
}
