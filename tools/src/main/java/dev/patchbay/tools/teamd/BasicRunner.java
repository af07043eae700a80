package dev.patchbay.tools.teamd;

/// Leaves everything to the driver: `broadcast`, `roundrobin`, `random`.
final class BasicRunner extends Runner {
  private final String name;

  BasicRunner(Daemon daemon, String name) {
    super(daemon);
    this.name = name;
  }

  @Override
  String name() {
    return name;
  }
}
