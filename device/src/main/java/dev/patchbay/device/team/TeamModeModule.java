package dev.patchbay.device.team;

import dev.patchbay.core.KernelModule;
import java.util.List;
import java.util.Locale;

/// A module with a mode of teams (`team-mode-NAME`).
abstract class TeamModeModule implements KernelModule {
  /// The mode for one team.
  abstract TeamMode mode(TeamDevice team);

  /// What the module says it is.
  abstract String description();

  @Override
  public String name() {
    return "team_mode_"
        + getClass().getSimpleName().substring("TeamMode".length()).toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> dependencies() {
    return List.of("team");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/team/" + name() + ".ko";
  }

  @Override
  public int size() {
    return 2299;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=" + name().replace('_', '-'),
        "description=" + description(),
        "author=Jiri Pirko <jpirko@redhat.com>",
        "license=GPL v2");
  }
}
