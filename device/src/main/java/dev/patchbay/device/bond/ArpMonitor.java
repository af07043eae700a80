package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// Asks targets by ARP each `arp_interval` milliseconds; a link works as long as something comes in
/// by it, or an answer that can be believed (`bond_activebackup_arp_mon`,
/// `bond_loadbalance_arp_mon`).
final class ArpMonitor {
  private static final int HEADROOM = 64;

  /// Bit of `arp_validate` above the two for active and backup slaves: only ARP counts.
  private static final int FILTER = 4;

  private final BondDevice bond;
  private final Timer timer;
  private final Flow flow = new Flow();
  private final SolicitationProbe solicitations;
  private @Nullable Slave candidate;
  private boolean runs;

  ArpMonitor(BondDevice bond) {
    this.bond = bond;
    this.timer = new Timer(bond.netns().machine().number(), this::poll);
    this.solicitations = new SolicitationProbe(bond);
  }

  void start() {
    runs = true;
    bond.loop().arm(timer, bond.now());
  }

  void stop() {
    runs = false;
    bond.loop().disarm(timer);
  }

  /// The slave has left.
  void forget(Slave slave) {
    candidate = null;
  }

  private long interval() {
    return bond.number(BondOption.ARP_INTERVAL) * BondDevice.MILLISECOND;
  }

  private void poll() {
    if (!runs || interval() == 0) {
      return;
    }
    bond.loop().arm(timer, bond.now() + interval());
    if (bond.slaves().isEmpty()) {
      return;
    }
    boolean notify = bond.peers().isDue();
    if (bond.mode() == BondMode.ACTIVE_BACKUP) {
      watchActive();
    } else {
      watchAll();
    }
    if (notify) {
      bond.peers().send();
    }
  }

  /// Whether that was within so many intervals (`bond_time_in_interval`).
  private boolean isWithin(long time, long intervals) {
    return bond.now() <= time + intervals * interval() + interval() / 2;
  }

  private long missedMax() {
    return bond.number(BondOption.ARP_MISSED_MAX);
  }

  // ---- active-backup

  private void watchActive() {
    boolean selects = false;
    for (Slave slave : bond.slaves()) {
      selects |= inspect(slave);
    }
    if (selects) {
      bond.active().select();
    }
    bond.updateCarrier();
    probe();
  }

  /// `bond_ab_arp_inspect`, `bond_ab_arp_commit`; returns whether another slave may be the best
  /// now.
  private boolean inspect(Slave slave) {
    long heard = lastHeard(slave);
    if (slave.link() != LinkState.UP) {
      if (isWithin(heard, 1)) {
        return commitUp(slave);
      }
      if (slave.link() == LinkState.BACK) {
        slave.link(LinkState.FAIL);
        slave.deactivate();
      }
      return false;
    }
    if (isWithin(slave.lastUp, 2)) {
      return false;
    }
    boolean silent =
        slave.isBackup()
            ? candidate == null && !isWithin(heard, missedMax() + 1)
            : !isWithin(slave.lastSent, missedMax()) || !isWithin(heard, missedMax());
    return silent && commitDown(slave);
  }

  private boolean commitUp(Slave slave) {
    Slave active = bond.active().current();
    if (active == slave) {
      return false;
    }
    slave.link(LinkState.UP);
    if (candidate != null) {
      candidate.deactivate();
      candidate = null;
    }
    slave.log("link status definitely up");
    return active == null || slave == bond.primary() || slave.prio > active.prio;
  }

  private boolean commitDown(Slave slave) {
    slave.failures++;
    slave.link(LinkState.DOWN);
    slave.deactivate();
    slave.log("link status definitely down, disabling slave");
    if (slave != bond.active().current()) {
      return false;
    }
    candidate = null;
    return true;
  }

  /// Asks by the active slave; without one, by the slaves in turn (`bond_ab_arp_probe`).
  private void probe() {
    Slave active = bond.active().current();
    if (candidate != null && active != null) {
      bond.log(
          Level.INFO, "PROBE: c_arp " + candidate.name() + " && cas " + active.name() + " BAD");
    }
    if (active != null) {
      ask(active);
      return;
    }
    Slave next = nextCandidate();
    if (next != null) {
      next.link(LinkState.BACK);
      next.activate();
      ask(next);
      next.lastUp = bond.now();
      candidate = next;
    }
  }

  private @Nullable Slave nextCandidate() {
    int count = bond.slaves().size();
    int from = candidate == null ? 0 : bond.slaves().indexOf(candidate);
    for (int i = 1; i <= count; i++) {
      Slave slave = bond.slaves().get((from + i) % count);
      if (slave.device().isRunning()) {
        return slave;
      }
      if (slave.link() == LinkState.UP) {
        slave.link(LinkState.DOWN);
        slave.failures++;
        slave.deactivate();
        slave.log("backup interface is now down");
      }
    }
    return null;
  }

  // ---- the modes in which all work

  private void watchAll() {
    Slave active = bond.active().current();
    boolean selects = false;
    for (Slave slave : bond.slaves()) {
      LinkState before = slave.link();
      boolean sent = isWithin(slave.lastSent, before == LinkState.UP ? missedMax() : 1);
      boolean heard = isWithin(slave.lastReceived, before == LinkState.UP ? missedMax() : 1);
      if (before != LinkState.UP && sent && heard) {
        slave.link(LinkState.UP);
        slave.backup(false);
        slave.log(active == null ? "link status definitely up" : "interface is now up");
        selects |= active == null;
      } else if (before == LinkState.UP && !(sent && heard)) {
        slave.link(LinkState.DOWN);
        slave.backup(true);
        slave.failures++;
        slave.log("interface is now down");
        selects |= slave == active;
      }
      if (slave.device().isRunning()) {
        ask(slave);
      }
    }
    if (selects) {
      bond.active().select();
    }
  }

  // ---- asking

  /// `bond_arp_send_all`
  private void ask(Slave slave) {
    for (Ip target : bond.targets().ipv4()) {
      ask(slave, target);
    }
    solicitations.ask(slave);
  }

  private void ask(Slave slave, Ip target) {
    Fib fib = Fib.of(bond.netns(), Family.IPV4);
    flow.clear();
    flow.destinationHi = target.hi();
    Route route = fib.output(flow);
    if (route == null || route.error() != 0) {
      if (bond.isOn(BondOption.ARP_VALIDATE)) {
        bond.log(Level.WARN, "no route to arp_ip_target " + target + " and arp_validate is set");
      }
      send(slave, target.toInt(), 0);
      return;
    }
    NetDevice out = route.device();
    if (out == bond) {
      send(slave, target.toInt(), (int) (fib.selectSource(out, target.hi(), 0) >>> 32));
    }
  }

  private void send(Slave slave, int target, int source) {
    Packet packet = bond.netns().world().allocate(HEADROOM);
    long own = slave.device().address().value();
    Arp.push(packet, Arp.REQUEST, own, source, 0, target);
    packet.protocol(EtherType.ARP);
    Ethernet.push(packet, Mac.BROADCAST_VALUE, own, EtherType.ARP);
    slave.lastSent = bond.now();
    slave.send(packet);
  }

  // ---- hearing

  /// When the slave was last heard of: any target, or the one that is silent longest.
  private long lastHeard(Slave slave) {
    if (!bond.isOn(BondOption.ARP_ALL_TARGETS)) {
      return slave.lastReceived;
    }
    long oldest = bond.targets().ipv4().isEmpty() ? slave.lastReceived : Long.MAX_VALUE;
    for (int i = 0; i < bond.targets().ipv4().size(); i++) {
      oldest = Math.min(oldest, slave.targetHeard[i]);
    }
    return oldest;
  }

  /// A frame has come in by the slave (`bond_rcv_validate`).
  void hear(Slave slave, Packet packet) {
    if (!runs) {
      return;
    }
    int validate = (int) bond.number(BondOption.ARP_VALIDATE);
    boolean isArp = packet.protocol() == EtherType.ARP;
    if ((validate & 1 << (slave.isBackup() ? 1 : 0)) == 0) {
      if (isArp || (validate & FILTER) == 0) {
        slave.lastReceived = bond.now();
      }
      return;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (isArp && packet.type() != Packet.Type.OTHERHOST && Arp.fits(bytes, at, packet.tail())) {
      validate(slave, bytes, at);
    } else if (!isArp) {
      validateDiscovery(slave, packet);
    }
  }

  /// The same of neighbour discovery (`bond_na_rcv`).
  private void validateDiscovery(Slave slave, Packet packet) {
    Slave active = bond.active().current();
    int place = -1;
    if (!slave.isBackup()) {
      place = solicitations.answered(packet);
    } else if (active != null && lastHeard(active) > active.lastUp) {
      place = solicitations.asked(packet);
    } else if (candidate != null && isWithin(candidate.lastSent, 1)) {
      place = solicitations.answered(packet);
    }
    if (place >= 0) {
      hear(slave, place);
    }
  }

  private void hear(Slave slave, int place) {
    slave.lastReceived = bond.now();
    slave.targetHeard[place] = bond.now();
  }

  /// Which ARP can be believed (`bond_arp_rcv`): what an active slave hears from a target; what a
  /// backup hears of our own asking, while the active one hears answers.
  private void validate(Slave slave, byte[] bytes, int at) {
    int sender = Arp.senderIp(bytes, at);
    int target = Arp.targetIp(bytes, at);
    Slave active = bond.active().current();
    if (!slave.isBackup()) {
      believe(slave, sender, target);
    } else if (active != null && lastHeard(active) > active.lastUp) {
      believe(slave, target, sender);
    } else if (candidate != null
        && Arp.operation(bytes, at) == Arp.REPLY
        && isWithin(candidate.lastSent, 1)) {
      believe(slave, sender, target);
    }
  }

  /// `bond_validate_arp`
  private void believe(Slave slave, int sender, int target) {
    Fib fib = Fib.of(bond.netns(), Family.IPV4);
    int place = bond.targets().indexOf(sender);
    if (sender == 0 || place < 0 || !fib.isOnLink(bond, Ip.hi(sender)) || target == 0) {
      return;
    }
    hear(slave, place);
  }
}
