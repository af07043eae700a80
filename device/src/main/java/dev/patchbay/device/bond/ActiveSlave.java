package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// The slave that a bond works by at the moment, which it is to be, and what changes with it
/// (`curr_active_slave`, `bond_select_active_slave`).
final class ActiveSlave {
  private final BondDevice bond;
  private @Nullable Slave current;
  private boolean forcesPrimary;

  ActiveSlave(BondDevice bond) {
    this.bond = bond;
  }

  @Nullable Slave current() {
    return current;
  }

  /// Sets it without any consequence.
  void current(@Nullable Slave slave) {
    current = slave;
  }

  /// The primary is to be chosen next time, whatever `primary_reselect` says.
  void forcePrimary() {
    forcesPrimary = true;
  }

  /// Chooses the best slave there is (`bond_select_active_slave`).
  void select() {
    Slave best = best();
    if (best == current) {
      return;
    }
    change(best);
    if (bond.updateCarrier()) {
      bond.log(
          Level.INFO,
          bond.hasCarrier() ? "active interface up!" : "now running without any active interface!");
    }
  }

  /// `bond_find_best_slave`
  private @Nullable Slave best() {
    Slave chosen = primaryOrCurrent();
    if (chosen != null) {
      return chosen;
    }
    Slave best = null;
    int least = bond.polls(BondOption.UPDELAY);
    for (Slave slave : bond.slaves()) {
      if (slave.link() == LinkState.UP) {
        return slave;
      }
      if (slave.link() == LinkState.BACK && slave.device().isRunning() && slave.delay < least) {
        least = slave.delay;
        best = slave;
      }
    }
    return best;
  }

  /// `bond_choose_primary_or_current`
  private @Nullable Slave primaryOrCurrent() {
    boolean works = current != null && current.link() == LinkState.UP;
    Slave wanted = bond.primary();
    if (wanted == null || wanted.link() != LinkState.UP) {
      wanted = highest();
      if (wanted == null || wanted.prio == 0) {
        return works ? current : null;
      }
    } else if (forcesPrimary) {
      forcesPrimary = false;
      return wanted;
    }
    return works && current != null ? reselect(wanted, current) : wanted;
  }

  private @Nullable Slave highest() {
    Slave highest = null;
    for (Slave slave : bond.slaves()) {
      boolean higher = highest == null || slave.prio > highest.prio;
      if (slave.link() == LinkState.UP && higher) {
        highest = slave;
      }
    }
    return highest;
  }

  private Slave reselect(Slave wanted, Slave now) {
    return switch (bond.word(BondOption.PRIMARY_RESELECT)) {
      case "always" -> wanted;
      case "better" -> isBetter(wanted, now) ? wanted : now;
      default -> now;
    };
  }

  private static boolean isBetter(Slave one, Slave other) {
    return one.speed() > other.speed()
        || (one.speed() == other.speed() && one.isFullDuplex() && !other.isFullDuplex());
  }

  /// Makes another slave the active one (`bond_change_active_slave`).
  void change(@Nullable Slave next) {
    Slave before = current;
    if (before == next) {
      return;
    }
    if (next != null) {
      begin(next);
    }
    if (bond.mode().hasActiveSlave()) {
      if (before != null) {
        before.listen(false);
      }
      if (next != null) {
        next.listen(true);
      }
    }
    current = next;
    bond.balancing().activeChanged(before, next);
    if (bond.mode().hasActiveSlave()) {
      if (before != null) {
        before.deactivate();
      }
      if (next != null) {
        next.activate();
      }
    }
    if (bond.mode() == BondMode.ACTIVE_BACKUP && next != null) {
      failOver(before, next);
    }
    if (bond.isUp() && (bond.mode() == BondMode.BALANCE_RR || next != null)) {
      bond.peers().resendIgmp();
    }
  }

  private void begin(Slave next) {
    next.lastUp = bond.now();
    String news = "making interface the new active one";
    if (next.link() == LinkState.BACK) {
      long earlier =
          (long) (bond.polls(BondOption.UPDELAY) - next.delay) * bond.number(BondOption.MIIMON);
      if (bond.mode().hasActiveSlave()) {
        next.log(news + " " + earlier + " ms earlier");
      }
      next.delay = 0;
      next.link(LinkState.UP);
      bond.balancing().linkChanged(next);
    } else if (bond.mode().hasActiveSlave()) {
      next.log(news);
    }
  }

  private void failOver(@Nullable Slave before, Slave next) {
    moveAddress(before, next);
    if (bond.isUp()) {
      bond.peers().begin();
    }
    boolean notify = bond.peers().isDue();
    bond.tellOf(NetdeviceEvent.BONDING_FAILOVER, "BONDING FAILOVER");
    if (notify) {
      bond.peers().send();
    }
  }

  /// What becomes of the addresses when slaves keep their own (`bond_do_fail_over_mac`).
  private void moveAddress(@Nullable Slave before, Slave next) {
    switch (bond.word(BondOption.FAIL_OVER_MAC)) {
      case "active" -> bond.takeAddress(next.device().address());
      case "follow" -> follow(before, next);
      default -> {}
    }
  }

  /// The bond's address goes to the new active slave, whose own goes to the old one.
  private void follow(@Nullable Slave before, Slave next) {
    Slave holder = before == null ? holder(next) : before;
    Mac own = next.device().address();
    try {
      Links links = bond.netns().links();
      links.changeAddress(next.device(), bond.address());
      if (holder != null) {
        links.changeAddress(holder.device(), own);
      }
    } catch (NetlinkException e) {
      next.log(Level.ERR, "Error " + -e.errno().number() + " setting MAC of new active slave");
    }
  }

  private @Nullable Slave holder(Slave except) {
    for (Slave slave : bond.slaves()) {
      if (slave != except && slave.device().address().equals(bond.address())) {
        return slave;
      }
    }
    return null;
  }
}
