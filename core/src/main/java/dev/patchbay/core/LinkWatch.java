package dev.patchbay.core;

import dev.patchbay.core.time.Timer;
import java.util.ArrayList;
import java.util.List;

/// Draws the conclusions of a carrier that comes or goes, a little later and at most once a second
/// (net/core/link_watch.c).
public final class LinkWatch {
  private static final long SECOND = 1_000_000_000L;

  private final Machine machine;
  private final Timer timer;
  private final List<NetDevice> waiting = new ArrayList<>();
  private long nextRound;

  LinkWatch(Machine machine) {
    this.machine = machine;
    this.timer = new Timer(machine.number(), this::run);
  }

  /// The carrier of the device has changed. What matters to traffic is seen at once; the rest is
  /// collected.
  void fire(NetDevice device) {
    if (!device.isLinkWatched()) {
      device.linkWatched(true);
      waiting.add(device);
    }
    long now = machine.world().loop().now();
    if (isUrgent(device)) {
      machine.world().loop().arm(timer, now);
    } else if (!timer.isArmed()) {
      machine.world().loop().arm(timer, Math.max(now, nextRound));
    }
  }

  /// `linkwatch_urgent_event`: a device that hangs on another one, or can begin to send now.
  private static boolean isUrgent(NetDevice device) {
    return device.isUp()
        && (device.link().index() != device.index()
            || joinsOrIsJoined(device)
            || (device.hasCarrier() && !device.isActive()));
  }

  /// `netif_is_lag_port`, `netif_is_lag_master`
  private static boolean joinsOrIsJoined(NetDevice device) {
    NetDevice master = device.master();
    return device.has(Features.LAG_MASTER) || (master != null && master.has(Features.LAG_MASTER));
  }

  /// Before the second is over only what is urgent is looked at.
  private void run() {
    long now = machine.world().loop().now();
    boolean urgentOnly = now < nextRound;
    if (!urgentOnly) {
      nextRound = now + SECOND;
    }
    List<NetDevice> devices = List.copyOf(waiting);
    waiting.clear();
    for (NetDevice device : devices) {
      if (urgentOnly && !isUrgent(device)) {
        waiting.add(device);
        continue;
      }
      device.linkWatched(false);
      if (device.isRegistered()) {
        update(device);
      }
    }
    if (!waiting.isEmpty() && !timer.isArmed()) {
      machine.world().loop().arm(timer, nextRound);
    }
  }

  /// Sets the operational state from carrier and mode, and tells those who listen
  /// (`rfc2863_policy`, `linkwatch_do_dev`).
  static void update(NetDevice device) {
    device.operState(stateOf(device));
    if (device.isUp()) {
      device.active(device.hasCarrier());
      device.netns().links().stateChanged(device);
    }
  }

  /// The state that carrier and mode make (`default_operstate`). What it hangs on is told by its
  /// index alone, whatever the namespace.
  private static OperState stateOf(NetDevice device) {
    if (device.hasCarrier()) {
      return device.isDormantMode() ? OperState.DORMANT : OperState.UP;
    }
    return device.link().index() == device.index() ? OperState.DOWN : OperState.LOWERLAYERDOWN;
  }
}
