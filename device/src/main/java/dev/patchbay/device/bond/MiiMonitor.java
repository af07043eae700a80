package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.time.Timer;
import org.jspecify.annotations.Nullable;

/// Asks every slave's carrier each `miimon` milliseconds; a change counts when it has lasted for
/// `updelay` or `downdelay` (`bond_mii_monitor`).
final class MiiMonitor {
  private final BondDevice bond;
  private final Timer timer;
  private boolean withoutDelay;

  MiiMonitor(BondDevice bond) {
    this.bond = bond;
    this.timer = new Timer(bond.netns().machine().number(), this::poll);
  }

  void start() {
    bond.loop().arm(timer, bond.now());
  }

  void stop() {
    bond.loop().disarm(timer);
  }

  private void poll() {
    long interval = bond.number(BondOption.MIIMON);
    if (interval == 0 || !bond.isUp()) {
      return;
    }
    bond.loop().arm(timer, bond.now() + interval * BondDevice.MILLISECOND);
    if (bond.slaves().isEmpty()) {
      return;
    }
    boolean notify = bond.peers().isDue();
    look();
    if (notify || !bond.peers().isDue()) {
      bond.peers().poll();
    }
  }

  private void look() {
    // Without an active slave nothing is gained by waiting.
    withoutDelay = bond.active().current() == null;
    boolean selects = false;
    for (Slave slave : bond.slaves()) {
      LinkState next = inspect(slave);
      if (next != null) {
        selects |= commit(slave, next);
      }
    }
    if (selects) {
      bond.active().select();
    }
    bond.updateCarrier();
  }

  /// What the link is to count as, or null when nothing is decided (`bond_miimon_inspect`).
  private @Nullable LinkState inspect(Slave slave) {
    boolean works = slave.hasLink();
    return switch (slave.link()) {
      case UP -> works ? null : fail(slave);
      case FAIL -> works ? up(slave) : waitFor(slave, LinkState.DOWN);
      case DOWN -> works ? back(slave) : null;
      case BACK -> works ? waitFor(slave, LinkState.UP) : downAgain(slave);
    };
  }

  private @Nullable LinkState fail(Slave slave) {
    slave.delay = bond.polls(BondOption.DOWNDELAY);
    slave.link(LinkState.FAIL);
    if (slave.delay > 0) {
      String which = slave.isBackup() ? "backup " : "active ";
      slave.log(
          "link status down for %sinterface, disabling it in %d ms"
              .formatted(
                  bond.mode() == BondMode.ACTIVE_BACKUP ? which : "",
                  milliseconds(bond.polls(BondOption.DOWNDELAY))));
    }
    return waitFor(slave, LinkState.DOWN);
  }

  private @Nullable LinkState up(Slave slave) {
    slave.link(LinkState.UP);
    slave.lastUp = bond.now();
    int polls = bond.polls(BondOption.DOWNDELAY) - slave.delay;
    slave.log("link status up again after " + milliseconds(polls) + " ms");
    return null;
  }

  private @Nullable LinkState back(Slave slave) {
    slave.delay = bond.polls(BondOption.UPDELAY);
    slave.link(LinkState.BACK);
    if (slave.delay > 0) {
      long wait = withoutDelay ? 0 : milliseconds(slave.delay);
      slave.log("link status up, enabling it in " + wait + " ms");
    }
    return waitFor(slave, LinkState.UP);
  }

  private @Nullable LinkState downAgain(Slave slave) {
    slave.link(LinkState.DOWN);
    int polls = bond.polls(BondOption.UPDELAY) - slave.delay;
    slave.log("link status down again after " + milliseconds(polls) + " ms");
    return null;
  }

  private @Nullable LinkState waitFor(Slave slave, LinkState end) {
    if (end == LinkState.UP && withoutDelay) {
      slave.delay = 0;
    }
    if (slave.delay > 0) {
      slave.delay--;
      return null;
    }
    if (end == LinkState.UP) {
      withoutDelay = false;
    }
    return end;
  }

  private long milliseconds(int polls) {
    return polls * bond.number(BondOption.MIIMON);
  }

  /// Draws the conclusions; returns whether another slave may be the best now
  /// (`bond_miimon_commit`).
  private boolean commit(Slave slave, LinkState next) {
    return next == LinkState.UP ? commitUp(slave) : commitDown(slave);
  }

  private boolean commitUp(Slave slave) {
    if (!slave.updateSpeed() && bond.mode().needsSpeed()) {
      slave.link(LinkState.DOWN);
      slave.log(Level.WARN, "failed to get link speed/duplex");
      return false;
    }
    slave.link(LinkState.UP);
    slave.lastUp = bond.now();
    if (bond.mode() == BondMode.LACP) {
      slave.backup(true);
    } else if (bond.mode() != BondMode.ACTIVE_BACKUP) {
      slave.backup(false);
    }
    slave.log(
        "link status definitely up, %d Mbps %s duplex"
            .formatted(
                slave.speed(), slave.isFullDuplex() || slave.speed() == 0 ? "full" : "half"));
    bond.balancing().linkChanged(slave);
    Slave active = bond.active().current();
    return active == null || slave == bond.primary() || slave.prio > active.prio;
  }

  private boolean commitDown(Slave slave) {
    slave.failures++;
    slave.link(LinkState.DOWN);
    if (bond.mode() == BondMode.ACTIVE_BACKUP || bond.mode() == BondMode.LACP) {
      slave.deactivate();
    }
    slave.log("link status definitely down, disabling slave");
    bond.balancing().linkChanged(slave);
    return slave == bond.active().current();
  }
}
