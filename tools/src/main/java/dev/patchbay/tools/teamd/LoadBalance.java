package dev.patchbay.tools.teamd;

/// What belongs together goes by the same port; all that have a link work.
final class LoadBalance extends Runner {
  private final Balancer balancer;

  LoadBalance(Daemon daemon) {
    super(daemon);
    this.balancer = new Balancer(daemon);
  }

  @Override
  String name() {
    return "loadbalance";
  }

  @Override
  void init() throws Failure {
    balancer.chooseHash();
    balancer.init();
  }

  @Override
  void portAdded(Port port) throws Failure {
    port.address(daemon.address());
    if (!port.teamPort().hasLink()) {
      port.enable(false);
    }
  }

  @Override
  void linkChanged(Port port) {
    port.enable(port.isUp());
  }

  /// Nobody else has a say.
  @Override
  void optionChanged(Port port) {
    if (port.isPresent() && port.isEnabled() != port.isUp()) {
      port.enable(port.isUp());
    }
  }

  @Override
  void counted() {
    balancer.rebalance();
  }

  @Override
  void addressChanged() {
    daemon.ports().forEach(this::portAddressChanged);
  }

  @Override
  void portAddressChanged(Port port) {
    try {
      if (!port.device().address().equals(daemon.address())) {
        port.address(daemon.address());
      }
    } catch (Failure e) {
      // It has been logged; the port keeps what it has.
      return;
    }
  }
}
