package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is sent is spread by load (`balance-tlb`): a table of 256 flows, each with the slave that
/// had least to do when it began; each slave sends with an address of its own, the active one with
/// the bond's (drivers/net/bonding/bond_alb.c).
sealed class LoadBalancing extends Balancing permits AdaptiveLoadBalancing {
  private static final int FLOWS = 256;
  private static final long TICK = 100 * BondDevice.MILLISECOND;
  private static final int TICKS_A_SECOND = 10;
  private static final int REBALANCE_SECONDS = 10;
  private static final int LEARNING_LENGTH = 60;

  private final @Nullable Slave[] chosen = new @Nullable Slave[FLOWS];
  private final long[] sent = new long[FLOWS];
  private final long[] history = new long[FLOWS];
  private final Timer timer;

  /// What has left by the active slave without a choice since flows were chosen anew.
  private long unbalanced;

  /// The slave that had to carry such frames before that, and how much a second.
  private @Nullable Slave burdened;

  private long burden;
  private int ticks;
  private int learningTicks;

  LoadBalancing(BondDevice bond) {
    super(bond);
    timer = new Timer(bond.netns().machine().number(), this::tick);
  }

  // ---- frames

  @Override
  int transmit(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int type = Ethernet.type(bytes, at);
    boolean balanced =
        !Mac.isMulticast(Ethernet.destination(bytes, at))
            && (type == EtherType.IPV4 || type == EtherType.IPV6);
    return send(packet, balanced ? choose(packet) : null);
  }

  private @Nullable Slave choose(Packet packet) {
    return bond.isOn(BondOption.TLB_DYNAMIC_LB)
        ? chooseByLoad(bond.hash().of(packet) & FLOWS - 1, packet.length())
        : XorBalancing.choose(bond, packet);
  }

  /// `tlb_choose_channel`
  private @Nullable Slave chooseByLoad(int flow, int bytes) {
    Slave slave = chosen[flow];
    if (slave == null || !slave.canSend()) {
      slave = leastLoaded();
      chosen[flow] = slave;
    }
    sent[flow] += bytes;
    return slave;
  }

  /// The slave with most to spare (`tlb_get_least_loaded_slave`).
  private @Nullable Slave leastLoaded() {
    List<Slave> slaves = bond.slaves();
    Slave best = null;
    long most = 0;
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get(i);
      long spare = ((long) slave.speed() << 20) - (load(slave) << 3);
      if (slave.canSend() && (best == null || spare > most)) {
        best = slave;
        most = spare;
      }
    }
    return best;
  }

  private long load(Slave slave) {
    long load = slave == burdened ? burden : 0;
    for (int flow = 0; flow < FLOWS; flow++) {
      load += chosen[flow] == slave ? history[flow] : 0;
    }
    return load;
  }

  /// What nobody is chosen for leaves by the active slave (`bond_do_alb_xmit`).
  final int send(Packet packet, @Nullable Slave wanted) {
    Slave active = bond.active().current();
    Slave slave = wanted == null ? active : wanted;
    if (wanted == null) {
      unbalanced += packet.length();
    }
    if (slave == null || !slave.canSend()) {
      return drop(packet);
    }
    if (slave != active) {
      Ethernet.source(packet.edit(), packet.head(), slave.device().address().value());
    }
    return slave.send(packet);
  }

  // ---- time

  @Override
  void opened() {
    Arrays.fill(chosen, null);
    Arrays.fill(history, 0);
    if (bond.isOn(BondOption.TLB_DYNAMIC_LB) || bond.mode() == BondMode.BALANCE_ALB) {
      bond.loop().arm(timer, bond.now());
    }
  }

  @Override
  void closed() {
    bond.loop().disarm(timer);
  }

  /// `bond_alb_monitor`
  private void tick() {
    bond.loop().arm(timer, bond.now() + TICK);
    if (++learningTicks >= bond.number(BondOption.LP_INTERVAL) * TICKS_A_SECOND) {
      learningTicks = 0;
      bond.slaves().forEach(this::teach);
    }
    if (++ticks >= REBALANCE_SECONDS * TICKS_A_SECOND) {
      ticks = 0;
      rebalance();
    }
    everyTick();
  }

  /// What else is to be done ten times a second.
  void everyTick() {}

  /// Flows are chosen slaves anew, with what they have sent of late in mind.
  private void rebalance() {
    for (int flow = 0; flow < FLOWS; flow++) {
      if (chosen[flow] != null) {
        history[flow] = 1 + sent[flow] / REBALANCE_SECONDS;
        sent[flow] = 0;
        chosen[flow] = null;
      }
    }
    burdened = bond.active().current();
    burden = unbalanced / REBALANCE_SECONDS;
    unbalanced = 0;
  }

  /// Lets switches learn where the slave's address is (`alb_send_learning_packets`).
  private void teach(Slave slave) {
    if (!slave.canSend()) {
      return;
    }
    Packet packet = bond.netns().world().allocate(LEARNING_LENGTH + Ethernet.HEADER);
    int padding = LEARNING_LENGTH - Ethernet.HEADER;
    int at = packet.push(padding);
    Arrays.fill(packet.bytes(), at, at + padding, (byte) 0);
    packet.network(at);
    packet.protocol(EtherType.LOOPBACK);
    long own = slave.device().address().value();
    Ethernet.push(packet, own, own, EtherType.LOOPBACK);
    slave.send(packet);
  }

  // ---- slaves

  @Override
  void removed(Slave slave) {
    forget(slave);
  }

  @Override
  void linkChanged(Slave slave) {
    if (slave.link() != LinkState.UP) {
      forget(slave);
    }
  }

  private void forget(Slave slave) {
    for (int flow = 0; flow < FLOWS; flow++) {
      if (chosen[flow] == slave) {
        chosen[flow] = null;
      }
    }
  }

  /// The active slave has the bond's address, the one before gets its
  /// (`bond_alb_handle_active_change`).
  @Override
  void activeChanged(@Nullable Slave before, @Nullable Slave now) {
    if (now == null || now.device().address().equals(bond.address())) {
      return;
    }
    Slave holder = before == null ? holder() : before;
    Mac own = now.device().address();
    change(now, bond.address());
    if (holder != null && holder.device().isRegistered()) {
      change(holder, own);
      teach(holder);
    }
    teach(now);
  }

  private @Nullable Slave holder() {
    for (Slave slave : bond.slaves()) {
      if (slave.device().address().equals(bond.address())) {
        return slave;
      }
    }
    return null;
  }

  private void change(Slave slave, Mac address) {
    Links links = bond.netns().links();
    try {
      links.changeAddress(slave.device(), address);
    } catch (NetlinkException e) {
      slave.log(
          Level.ERR,
          "dev_set_mac_address on slave failed! ALB mode requires that the base"
              + " driver support setting the hw address also when the network device's interface is"
              + " open");
    }
  }
}
