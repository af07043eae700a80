package dev.patchbay.device.bond;

import dev.patchbay.core.Ethtool.LinkSettings;
import dev.patchbay.core.HardwareAddresses;
import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device that works for a bond, and what the bond keeps for it (`struct slave`).
final class Slave implements RxHandler, PortKind.Port {
  private static final long LINK_LOCAL_GROUPS = 0x0180_c200_0000L;

  private final BondDevice bond;
  private final NetDevice device;
  private final PortKind kind;
  private final Mac permanentAddress;
  private final int originalMtu;
  private final List<Long> passedOn = new ArrayList<>(2);
  private boolean listens;
  private LinkState link = LinkState.UP;
  private boolean backup;
  private boolean inactive;
  private int speed;
  private boolean fullDuplex;

  /// How often the link has failed.
  int failures;

  /// Polls that are left before a change of the link counts.
  int delay;

  /// The queue that packets of this number are sent by; 0 for none.
  int queueId;

  /// Which slave is to be active, the highest first.
  int prio;

  /// When something came in, went out, and when the link began to count as up, in nanoseconds.
  long lastReceived;

  long lastSent;
  long lastUp;

  /// When each of the ARP targets was last heard of.
  final long[] targetHeard = new long[BondTargets.MOST];

  Slave(BondDevice bond, NetDevice device, PortKind kind) {
    this.bond = bond;
    this.device = device;
    this.kind = kind;
    this.permanentAddress = device.address();
    this.originalMtu = device.mtu();
  }

  @Override
  public PortKind kind() {
    return kind;
  }

  BondDevice bond() {
    return bond;
  }

  NetDevice device() {
    return device;
  }

  String name() {
    return device.name();
  }

  Mac permanentAddress() {
    return permanentAddress;
  }

  int originalMtu() {
    return originalMtu;
  }

  // ---- its state

  LinkState link() {
    return link;
  }

  void link(LinkState state) {
    link = state;
  }

  /// Whether it only stands by (`bond_slave_state`).
  boolean isBackup() {
    return backup;
  }

  /// Whether what comes in by it is for nobody but those who ask for this very device.
  boolean isInactive() {
    return inactive;
  }

  void inactive(boolean value) {
    inactive = value;
  }

  void backup(boolean value) {
    if (backup != value) {
      backup = value;
      if (device.port() == this) {
        device.netns().links().announce(device);
      }
    }
  }

  /// `bond_set_slave_active_flags`
  void activate() {
    backup(false);
    inactive = false;
  }

  /// `bond_set_slave_inactive_flags`
  void deactivate() {
    if (!bond.mode().isLoadBalanced()) {
      backup(true);
    }
    if (!bond.isOn(BondOption.ALL_SLAVES_ACTIVE)) {
      inactive = true;
    }
  }

  /// Whether it may be given packets (`bond_slave_can_tx`).
  boolean canSend() {
    return device.isRunning() && link == LinkState.UP && !backup;
  }

  /// Whether the device says that its link works (`bond_check_dev_link`).
  boolean hasLink() {
    return device.isUp() && device.hasCarrier();
  }

  /// In Mbit/s; 0 when nobody knows.
  int speed() {
    return speed;
  }

  boolean isFullDuplex() {
    return fullDuplex;
  }

  /// Asks the device how fast it is; returns whether it knows (`bond_update_speed_duplex`).
  boolean updateSpeed() {
    LinkSettings settings = device.ethtool().linkSettings();
    boolean known = settings != null && settings.speed() > 0;
    speed = known && settings != null ? settings.speed() : 0;
    fullDuplex = known && settings != null && settings.duplex().equals("Full");
    return known;
  }

  void log(String text) {
    log(Level.INFO, text);
  }

  void log(Level level, String text) {
    bond.log(level, "(slave " + name() + "): " + text);
  }

  // ---- frames

  /// Sends a frame of the bond's by this slave; returns what sending says.
  int send(Packet packet) {
    if (packet.trace() != null) {
      PassStage.note(packet, bond, "bond", name(), bond.mode().word());
    }
    int bytes = packet.length();
    int result = device.send(packet);
    if (result == 0) {
      bond.countSentBy(bytes);
    }
    return result;
  }

  /// `bond_handle_frame`
  @Override
  public Result handle(Packet packet) {
    bond.countReceivedBy(packet);
    if (bond.isUp()) {
      if (bond.balancing().receives(this, packet)) {
        return Result.CONSUMED;
      }
      bond.arpMonitor().hear(this, packet);
    }
    if (isForNobody(packet)) {
      long destination = Ethernet.destination(packet.bytes(), packet.link());
      return (destination & ~0xfL) == LINK_LOCAL_GROUPS ? Result.PASS : Result.EXACT;
    }
    if (packet.trace() != null) {
      PassStage.note(packet, device, "bond", bond.name(), "its slave");
    }
    packet.device(bond);
    return Result.ANOTHER;
  }

  /// `bond_should_deliver_exact_match`
  private boolean isForNobody(Packet packet) {
    if (!inactive) {
      return false;
    }
    boolean group =
        packet.type() == Packet.Type.BROADCAST || packet.type() == Packet.Type.MULTICAST;
    return bond.mode() != BondMode.BALANCE_ALB || group;
  }

  // ---- what it listens to

  /// It hears what the bond wants to hear (`bond_hw_addr_swap`, `dev_mc_sync_multiple`).
  void listen(boolean on) {
    if (on == listens) {
      return;
    }
    listens = on;
    int more = on ? 1 : -1;
    if (bond.isPromiscuous()) {
      device.receiveMode().changePromiscuity(more);
    }
    if (bond.takesAllMulticast()) {
      device.receiveMode().addAllMulticast(more);
    }
    syncAddresses();
  }

  boolean listens() {
    return listens;
  }

  /// Passes on the groups that the bond listens to now.
  void syncAddresses() {
    HardwareAddresses to = device.receiveMode().multicast();
    List<Long> wanted = new ArrayList<>();
    if (listens && bond.isUp()) {
      bond.receiveMode().multicast().entries().forEach(entry -> wanted.add(entry.mac()));
    }
    for (Long mac : List.copyOf(passedOn)) {
      if (!wanted.contains(mac)) {
        passedOn.remove(mac);
        to.remove(mac);
      }
    }
    for (Long mac : wanted) {
      if (!passedOn.contains(mac)) {
        passedOn.add(mac);
        to.add(mac);
      }
    }
  }

  // ---- options

  /// `bond_slave_changelink`
  void change(SlaveOptions options) throws NetlinkException {
    Integer queue = options.queueId();
    if (queue != null) {
      queueId(queue);
    }
    Integer wanted = options.prio();
    if (wanted != null) {
      prio(wanted);
    }
  }

  /// Gives it packets of a queue of the bond's (`bond_option_queue_id_set`).
  void queueId(int queue) throws NetlinkException {
    if (queue < 0 || queue > bond.numTxQueues()) {
      throw new NetlinkException(Errno.EPERM);
    }
    for (Slave other : bond.slaves()) {
      if (queue != 0 && other != this && other.queueId == queue) {
        throw new NetlinkException(Errno.EPERM);
      }
    }
    queueId = queue;
  }

  private void prio(int value) throws NetlinkException {
    if (!bond.mode().hasActiveSlave()) {
      bond.log(Level.ERR, "option prio: " + OptionRules.dependency(bond.mode()));
      throw new NetlinkException(Errno.EACCES, "option not supported in mode.");
    }
    prio = value;
    if (bond.primary() == null) {
      bond.active().select();
    } else {
      log(
          Level.WARN,
          "prio updated, but will not affect failover re-selection as primary slave have been set");
    }
  }

  /// What it has learned of a partner, or null in modes without.
  @Nullable LacpPort lacpPort() {
    return bond.balancing() instanceof LinkAggregation aggregation ? aggregation.port(this) : null;
  }
}
