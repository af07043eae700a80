package dev.patchbay.device.bond;

import dev.patchbay.core.AddressOrigin;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several devices that work as one (`struct bonding`): its slaves, its options, and what watches
/// the links. By which slave a packet leaves is up to its [Balancing].
final class BondDevice extends NetDevice {
  static final long MILLISECOND = 1_000_000;
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;
  private static final int QUEUES = 16;

  private final List<Slave> slaves = new ArrayList<>(2);
  private final long[] numbers = new long[BondOption.values().length];
  private final BondTargets targets = new BondTargets();
  private final ActiveSlave active = new ActiveSlave(this);
  private final PeerNotifier peers = new PeerNotifier(this);
  private final MiiMonitor mii = new MiiMonitor(this);
  private final ArpMonitor arp = new ArpMonitor(this);
  private final XmitHash hash = new XmitHash(this);
  private Balancing balancing;
  private BondMode mode = BondMode.BALANCE_RR;
  private @Nullable Slave primary;
  private String primaryName = "";
  private boolean randomAddress = true;
  private boolean unregistering;
  private boolean promiscuous;
  private boolean allMulticast;

  BondDevice(Netns netns, Bond kind) {
    super(netns, kind);
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST | DeviceFlags.MASTER);
    mtuBounds(LEAST_MTU, MOST_MTU);
    queues(QUEUES, QUEUES);
    features(
        Features.NO_QUEUE
            | Features.NETNS_LOCAL
            | Features.UNICAST_FILTER
            | Features.LIVE_ADDRESS_CHANGE
            | Features.HW_CSUM
            | Features.TSO
            | Features.HW_VLAN_TX);
    for (BondOption option : BondOption.values()) {
      number(option, option.initial());
    }
    balancing = Balancing.of(this, mode);
  }

  // ---- what it is made of

  List<Slave> slaves() {
    return slaves;
  }

  Balancing balancing() {
    return balancing;
  }

  ActiveSlave active() {
    return active;
  }

  PeerNotifier peers() {
    return peers;
  }

  ArpMonitor arpMonitor() {
    return arp;
  }

  MiiMonitor miiMonitor() {
    return mii;
  }

  BondTargets targets() {
    return targets;
  }

  XmitHash hash() {
    return hash;
  }

  EventLoop loop() {
    return netns().world().loop();
  }

  long now() {
    return loop().now();
  }

  void log(Level level, String text) {
    String who = name() + (unregistering ? " (unregistering)" : "");
    netns().machine().log().print(level, who + ": " + text);
  }

  // ---- options

  BondMode mode() {
    return mode;
  }

  /// Works in another mode from now on; there are no slaves.
  void mode(BondMode value) {
    mode = value;
    balancing = Balancing.of(this, value);
  }

  /// The value of an option; delays are in milliseconds.
  long number(BondOption option) {
    long value = numbers[option.ordinal()];
    return isCountedInPolls(option) ? value * numbers[BondOption.MIIMON.ordinal()] : value;
  }

  /// Stores the value of an option; delays are in polls. What follows from it is up to
  /// [OptionRules].
  void number(BondOption option, long value) {
    numbers[option.ordinal()] = value;
  }

  private static boolean isCountedInPolls(BondOption option) {
    return option == BondOption.UPDELAY
        || option == BondOption.DOWNDELAY
        || option == BondOption.PEER_NOTIFY_DELAY;
  }

  /// A delay, in polls.
  int polls(BondOption option) {
    return (int) numbers[option.ordinal()];
  }

  boolean isOn(BondOption option) {
    return number(option) != 0;
  }

  /// The word for the value of an option.
  String word(BondOption option) {
    return option.valueWord(number(option));
  }

  @Nullable Slave primary() {
    return primary;
  }

  void primary(@Nullable Slave slave) {
    primary = slave;
  }

  /// What the primary slave is called, whether it is there or not.
  String primaryName() {
    return primaryName;
  }

  void primaryName(String name) {
    primaryName = name;
  }

  // ---- life

  @Override
  protected void open() {
    for (Slave slave : slaves) {
      if (mode.hasActiveSlave() && slave != active.current()) {
        slave.deactivate();
      } else if (mode != BondMode.LACP) {
        slave.activate();
      }
    }
    balancing.opened();
    if (isOn(BondOption.MIIMON)) {
      mii.start();
    }
    if (isOn(BondOption.ARP_INTERVAL)) {
      arp.start();
    }
    for (Slave slave : slaves) {
      slave.listen(!mode.hasActiveSlave() || slave == active.current());
    }
  }

  @Override
  protected void stop() {
    mii.stop();
    arp.stop();
    peers.stop();
    balancing.closed();
    slaves.forEach(Slave::syncAddresses);
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    unregistering = true;
    netns().links().close(this);
    new Enslaving(this).releaseAll();
    log(Level.INFO, "Released all slaves");
  }

  /// `bond_set_carrier`; returns whether it has changed.
  boolean updateCarrier() {
    boolean on = !slaves.isEmpty() && balancing.hasCarrier();
    boolean changes = on != hasCarrier();
    carrier(on);
    return changes;
  }

  void tellOf(NetdeviceEvent event, String words) {
    proclaim(event, words);
  }

  // ---- slaves

  @Override
  protected void addPort(NetDevice device) throws NetlinkException {
    new Enslaving(this).add(device);
  }

  @Override
  protected void removePort(NetDevice device) throws NetlinkException {
    Slave slave = slave(device);
    if (slave == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    new Enslaving(this).release(slave, false);
  }

  @Nullable Slave slave(NetDevice device) {
    return device.port() instanceof Slave slave && slave.bond() == this ? slave : null;
  }

  @Nullable Slave slave(String name) {
    for (Slave slave : slaves) {
      if (slave.name().equals(name)) {
        return slave;
      }
    }
    return null;
  }

  // ---- frames

  @Override
  protected int transmit(Packet packet) {
    Slave chosen = packet.queue() > 1 && mode().obeysQueues() ? byQueue(packet.queue() - 1) : null;
    return chosen == null ? balancing.transmit(packet) : chosen.send(packet);
  }

  /// The slave that sends the packets of a queue, or null when it cannot (`bond_slave_override`).
  private @Nullable Slave byQueue(int queue) {
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get(i);
      if (slave.queueId == queue) {
        return slave.device().isUp() && slave.link() == LinkState.UP ? slave : null;
      }
    }
    return null;
  }

  void dropWithoutSlave(Packet packet, DropReason reason) {
    dropSent(packet, reason);
  }

  /// Counts a frame that a slave has sent.
  void countSentBy(int bytes) {
    countSent(bytes);
  }

  /// Counts a frame that has come in by a slave, whoever gets it.
  void countReceivedBy(Packet packet) {
    super.countReceived(packet);
  }

  /// Its slaves count.
  @Override
  protected void countReceived(Packet packet) {}

  // ---- what it listens to

  boolean isPromiscuous() {
    return promiscuous;
  }

  boolean takesAllMulticast() {
    return allMulticast;
  }

  @Override
  protected void receiveFlagChanged(int flag, boolean on) {
    boolean promisc = flag == DeviceFlags.PROMISC;
    for (Slave slave : slaves) {
      if (slave.listens() && promisc) {
        slave.device().receiveMode().changePromiscuity(on ? 1 : -1);
      } else if (slave.listens()) {
        slave.device().receiveMode().addAllMulticast(on ? 1 : -1);
      }
    }
    if (promisc) {
      promiscuous = on;
    } else {
      allMulticast = on;
    }
  }

  @Override
  protected void receiveModeChanged() {
    slaves.forEach(Slave::syncAddresses);
  }

  // ---- address and size

  /// Somebody asked for the address it has.
  void fixAddress() {
    randomAddress = false;
  }

  boolean hasRandomAddress() {
    return randomAddress;
  }

  /// Takes the address of a slave (`bond_set_dev_addr`).
  void takeAddress(Mac address) {
    randomAddress = false;
    addressOrigin(AddressOrigin.STOLEN);
    assumeAddress(address);
  }

  /// The last slave has left: it needs an address of its own again.
  void takeRandomAddress() {
    randomAddress = true;
    addressOrigin(AddressOrigin.RANDOM);
    assumeAddress(netns().randomMac(name()));
  }

  /// `bond_set_mac_address`
  @Override
  protected void changeAddress(Mac wanted) throws NetlinkException {
    if (isOn(BondOption.FAIL_OVER_MAC) && mode == BondMode.ACTIVE_BACKUP) {
      return;
    }
    if (!wanted.isUsable()) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    Links links = netns().links();
    if (mode.isLoadBalanced()) {
      Slave current = active.current();
      if (current != null) {
        links.changeAddress(current.device(), wanted);
      }
    } else {
      for (Slave slave : slaves) {
        links.changeAddress(slave.device(), wanted);
      }
    }
    randomAddress = false;
    address(wanted);
  }

  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    int before = mtu();
    try {
      for (Slave slave : slaves) {
        netns().links().changeMtu(slave.device(), bytes);
      }
    } catch (NetlinkException e) {
      for (Slave slave : slaves) {
        netns().links().changeMtu(slave.device(), before);
      }
      throw e;
    }
  }

  // ---- what it can do

  /// What it can follows from what its slaves can (`bond_compute_features`).
  void updateFeatures() {
    GsoLimits limits = slaves.isEmpty() ? GsoLimits.LEGACY : slaves.getFirst().device().gso();
    for (Slave slave : slaves) {
      GsoLimits one = slave.device().gso();
      if (one.tsoMaxSize() < limits.tsoMaxSize()) {
        limits = one;
      }
    }
    GsoLimits own = gso();
    gso(
        new GsoLimits(
            own.gsoMaxSize(),
            own.gsoMaxSegments(),
            slaves.isEmpty() ? GsoLimits.SOFTWARE.tsoMaxSize() : limits.tsoMaxSize(),
            limits.tsoMaxSegments(),
            own.groMaxSize()));
  }

  @Override
  public Ethtool ethtool() {
    return new BondAnswers(this);
  }

  @Override
  protected Offloads usualOffloads() {
    return BondAnswers.offloads(this);
  }

  /// The speeds of the slaves that send, together; of those that all send the same, the lowest
  /// (`bond_ethtool_get_link_ksettings`).
  @Override
  public int speed() {
    int sum = 0;
    for (Slave slave : slaves) {
      if (slave.link() == LinkState.UP && !slave.isBackup() && slave.speed() > 0) {
        boolean same = mode == BondMode.BROADCAST && sum > 0;
        sum = same ? Math.min(sum, slave.speed()) : sum + slave.speed();
      }
    }
    return sum == 0 ? UNKNOWN_SPEED : sum;
  }
}
