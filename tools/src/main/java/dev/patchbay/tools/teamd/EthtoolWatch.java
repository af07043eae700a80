package dev.patchbay.tools.teamd;

import dev.patchbay.core.time.Timer;
import java.util.Map;

/// Says what the driver says of the link, after a while if that is wanted.
final class EthtoolWatch extends Watch {
  private final Timer timer;
  private long delayUp;
  private long delayDown;

  EthtoolWatch(Daemon daemon, Port port, Config config) {
    super(daemon, port, config);
    this.timer = daemon.timer(() -> found(hasLink()));
  }

  @Override
  String name() {
    return "ethtool";
  }

  @Override
  void start() throws Failure {
    delayUp = number("delay_up", 0);
    delayDown = number("delay_down", 0);
  }

  private boolean hasLink() {
    return port.isPresent() && port.teamPort().hasLink();
  }

  @Override
  void portChanged() {
    daemon.disarm(timer);
    boolean link = hasLink();
    if (link == isUp()) {
      return;
    }
    long delay = link ? delayUp : delayDown;
    if (delay == 0) {
      found(link);
    } else {
      daemon.arm(timer, delay);
    }
  }

  @Override
  void stop() {
    daemon.disarm(timer);
  }

  @Override
  Map<String, Object> state() {
    Map<String, Object> state = super.state();
    state.put("delay_up", delayUp);
    state.put("delay_down", delayDown);
    return state;
  }
}
