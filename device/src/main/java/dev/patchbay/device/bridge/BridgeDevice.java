package dev.patchbay.device.bridge;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.multicast.MulticastStatistics;
import dev.patchbay.device.bridge.multicast.Snooping;
import dev.patchbay.device.bridge.stp.TreeSnapshot;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bridge: its ports, its settings, and the device by which its own host is one more station
/// (net/bridge/br_device.c, br_if.c).
public final class BridgeDevice extends NetDevice {
  /// Nanoseconds in the unit of bridge times.
  static final long CENTISECOND = 10_000_000;

  private final PortKind portKind;
  private final Fdb fdb;
  private final VlanGroup vlans = new VlanGroup();
  private final Map<Integer, VlanStatistics> vlanStatistics = new LinkedHashMap<>();
  private final VlanSettings vlanSettings = new VlanSettings();
  private final long[] settings = new long[Setting.values().length];
  private final BridgeGroups groups = new BridgeGroups(this);
  private final PortList ports = new PortList();
  private final BridgeTree tree;
  private final BridgeSnooping snooping;
  private PortLimits portLimits = PortLimits.WITHOUT_PORTS;
  private long ownAgeing = Setting.AGEING_TIME.initial();
  private int proxying;
  private boolean addressByUser;
  private boolean mtuByUser;

  BridgeDevice(Netns netns, Bridge kind, PortKind portKind) {
    super(netns, kind);
    this.portKind = portKind;
    this.fdb = new Fdb(this);
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    mtuBounds(68, 65535);
    features(
        Features.NO_QUEUE
            | Features.NETNS_LOCAL
            | Features.DONT_BRIDGE
            | Features.LIVE_ADDRESS_CHANGE
            | Features.HW_CSUM
            | Features.TSO
            | Features.HW_VLAN_TX);
    for (Setting setting : Setting.values()) {
      store(setting, setting.initial());
    }
    this.tree = new BridgeTree(this);
    this.snooping = new BridgeSnooping(this);
    fdb.holdTime(tree.holdTime());
  }

  // ---- what it is made of

  Fdb fdb() {
    return fdb;
  }

  PortKind portKind() {
    return portKind;
  }

  VlanGroup vlans() {
    return vlans;
  }

  /// What is set for its VLANs.
  VlanSettings vlanSettings() {
    return vlanSettings;
  }

  /// The groups of bridges.
  BridgeGroups groups() {
    return groups;
  }

  PortList ports() {
    return ports;
  }

  BridgeTree tree() {
    return tree;
  }

  /// What it knows of multicast groups.
  public Snooping snooping() {
    return snooping;
  }

  /// What has been counted of groups at a bridge; null when the device is none.
  public static @Nullable MulticastStatistics multicastOfBridge(NetDevice device) {
    return device instanceof BridgeDevice bridge ? bridge.snooping.statistics() : null;
  }

  /// What has been counted of groups at a port of a bridge; null when the device is none.
  public static @Nullable MulticastStatistics multicastOfPort(NetDevice device) {
    return device.port() instanceof BridgePort port ? port.snooping().statistics() : null;
  }

  /// Its ports' devices, newest first.
  public List<NetDevice> portDevices() {
    List<NetDevice> devices = new ArrayList<>(ports.count());
    for (int i = 0; i < ports.count(); i++) {
      devices.add(ports.get(i).device());
    }
    return devices;
  }

  /// The flags of a port have changed, or a port has gone.
  void flagsChanged() {
    int all = 0;
    for (int i = 0; i < ports.count(); i++) {
      all |= ports.get(i).flags();
    }
    proxying = all & NeighbourProxy.PORT_FLAGS;
  }

  /// Whether a port answers in the place of neighbours.
  boolean proxies() {
    return proxying != 0;
  }

  /// Whether a port suppresses neighbour discovery (`BROPT_NEIGH_SUPPRESS_ENABLED`).
  boolean suppresses() {
    return (proxying & PortFlag.NEIGH_SUPPRESS.bit()) != 0;
  }

  /// What it makes of the spanning tree.
  public TreeSnapshot treeSnapshot() {
    return tree.snapshot();
  }

  /// When garbage is collected in the forwarding database, from now, in nanoseconds; 0 when never.
  public long untilCollection() {
    return fdb.untilCollection();
  }

  long now() {
    return netns().world().loop().now();
  }

  void warn(String text) {
    netns().machine().log().warn(name() + ": " + text);
  }

  // ---- settings

  /// The value of a setting.
  public long get(Setting setting) {
    return settings[setting.ordinal()];
  }

  /// Changes a setting.
  public void set(Setting setting, long value) throws NetlinkException {
    settings[setting.ordinal()] = SettingRules.apply(this, setting, value);
    groups.changed(setting);
  }

  /// What a setting shows from now on; the caller has seen to what follows from it.
  void store(Setting setting, long value) {
    settings[setting.ordinal()] = value;
  }

  /// The ageing time while no topology changes, in hundredths of a second.
  long ownAgeing() {
    return ownAgeing;
  }

  /// Sets the ageing time, whatever the topology; what is due goes now (`br_set_ageing_time`).
  void ownAgeing(long centiseconds) {
    ownAgeing = centiseconds;
    store(Setting.AGEING_TIME, centiseconds);
    fdb.holdTime(tree.holdTime());
    fdb.collectNow();
  }

  /// Changes what the options say; what comes before a refusal stays done (`br_changelink`).
  void change(BridgeOptions options) throws NetlinkException {
    for (Setting setting : Setting.values()) {
      Long value = options.values().get(setting);
      if (value != null) {
        set(setting, value);
      }
    }
    if (options.flush()) {
      FdbRequests.flushLearned(this);
    }
  }

  private boolean snoops() {
    return get(Setting.MCAST_SNOOPING) != 0;
  }

  /// Whether it keeps VLANs apart.
  boolean filters() {
    return get(Setting.VLAN_FILTERING) != 0;
  }

  /// What has passed in a VLAN, whatever the port.
  VlanStatistics vlanStatistics(int id) {
    return vlanStatistics.computeIfAbsent(id, key -> new VlanStatistics());
  }

  // ---- life

  /// It has an address and a name: the address leads to the bridge itself.
  @Override
  protected void added() {
    fdb.addLocal(null, address().value(), vlans);
    joinDefaultVlan(null);
  }

  private void joinDefaultVlan(@Nullable BridgePort port) {
    int id = (int) get(Setting.VLAN_DEFAULT_PVID);
    if (id != VlanGroup.NONE) {
      VlanRequests.add(this, port, id, true, true);
    }
  }

  /// The address was asked for, and stays whatever the ports have (`br_stp_change_bridge_id`).
  void fixAddress() {
    addressByUser = true;
    fdb.changeBridgeAddress(address().value(), address().value());
    tree.address(address());
  }

  @Override
  protected void open() {
    tree.enable();
    fdb.start();
    snooping.running(true);
    if (snoops()) {
      Snoopers.join(this, true);
    }
  }

  @Override
  protected void stop() {
    tree.disable();
    fdb.stop();
    snooping.running(false);
    if (snoops()) {
      Snoopers.join(this, false);
    }
  }

  /// Begins to snoop, or snoops no longer (`br_multicast_toggle`).
  void snoop(boolean on) {
    if (on == snoops()) {
      return;
    }
    store(Setting.MCAST_SNOOPING, on ? 1 : 0);
    if (on && isUp()) {
      snooping.begin();
    }
    if (isUp()) {
      Snoopers.join(this, on);
    }
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    if (!netns().hasMonitors()) {
      // Nobody hears of the entries one by one: so many ports need not look for theirs.
      fdb.clear();
    }
    while (ports.count() > 0) {
      detach(ports.get(0));
    }
    tree.disable();
    snooping.clear();
    fdb.removeOf(null, true);
    fdb.clear();
  }

  // ---- frames

  @Override
  public Ethtool ethtool() {
    return new BridgeEthtool(speed());
  }

  @Override
  protected Offloads usualOffloads() {
    return BridgeEthtool.usualOffloads();
  }

  @Override
  protected int transmit(Packet packet) {
    countSent(packet.length());
    if (packet.length() < Ethernet.HEADER) {
      netns().world().drop(packet, DropReason.PKT_TOO_SMALL);
    } else {
      Forwarding.transmit(this, packet);
    }
    return 0;
  }

  /// Counts a frame for the bridge itself, of so many bytes without its link header.
  void countPassedUp(int bytes) {
    statistics().rxPackets++;
    statistics().rxBytes += bytes;
  }

  /// It has been counted when it was passed up, before the hook there.
  @Override
  protected void countReceived(Packet packet) {}

  // ---- ports

  /// `br_add_if`
  @Override
  protected void addPort(NetDevice device) throws NetlinkException {
    checkPort(device);
    int number = ports.freeNumber();
    if (number >= BridgePort.NUMBERS) {
      throw new NetlinkException(Errno.EXFULL);
    }
    BridgePort port = new BridgePort(this, device, number);
    port.added();
    device.rxHandler(port);
    try {
      linkAbove(device, true);
    } catch (NetlinkException e) {
      device.removeRxHandler();
      throw e;
    }
    device.receiveMode().addAllMulticast(1);
    device.port(port);
    ports.add(port);
    device.receiveMode().changePromiscuity(1);
    if (ports.count() == 1) {
      featuresChanged();
    }
    fdb.addLocal(port, device.address().value(), port.vlans());
    joinDefaultVlan(port);
    Mac address = tree.address();
    if (address.isZero() || device.address().compareTo(address) < 0) {
      recalculateAddress();
    }
    if (isUp() && port.canWork()) {
      port.enable();
    }
    PortAnnouncement.announce(port, false);
    adjustTo(portLimits.with(device));
  }

  /// The features follow from those of the ports: the first one and the last one change them.
  private void featuresChanged() {
    netns().links().announce(this, "FEATURE CHANGE");
  }

  private static void checkPort(NetDevice device) throws NetlinkException {
    boolean ethernet =
        device.hardwareType() == ArpHardware.ETHER
            && !device.isLoopback()
            && device.address().isUsable();
    if (!ethernet) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (device instanceof BridgeDevice) {
      throw new NetlinkException(Errno.ELOOP, "Can not enslave a bridge to a bridge.");
    }
    if (device.master() != null) {
      throw new NetlinkException(Errno.EBUSY);
    }
    if (device.has(Features.DONT_BRIDGE)) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Device does not allow enslaving to a bridge.");
    }
  }

  /// `br_del_if`
  @Override
  protected void removePort(NetDevice device) throws NetlinkException {
    if (!(device.port() instanceof BridgePort port) || port.bridge() != this) {
      throw new NetlinkException(Errno.EINVAL);
    }
    detach(port);
    recalculateAddress();
    if (ports.count() == 0) {
      featuresChanged();
    }
    adjustToPorts();
  }

  /// `del_nbp`
  private void detach(BridgePort port) {
    NetDevice device = port.device();
    device.receiveMode().changePromiscuity(-1);
    port.disable();
    PortAnnouncement.announce(port, true);
    ports.remove(port);
    flagsChanged();
    port.snooping().remove();
    List<BridgeVlan> left = port.vlans().all();
    port.vlans().clear();
    left.forEach(vlan -> vlanSettings.left(this, vlan.id));
    fdb.removeOf(port, true);
    unlinkAbove(device);
    device.removeRxHandler();
    device.receiveMode().addAllMulticast(-1);
    device.port(null);
  }

  /// A port has gone or changed: the limits are those of all that are there.
  void adjustToPorts() {
    adjustTo(ports.limits());
  }

  /// MTU and segmentation limits are those of the ports, the MTU unless somebody set it
  /// (`br_mtu_auto_adjust`, `br_set_gso_limits`).
  private void adjustTo(PortLimits limits) {
    portLimits = limits;
    gso(limits.apply(gso()));
    if (!mtuByUser) {
      adjustMtu(ports.count() == 0 ? Ethernet.MTU : limits.mtu());
    }
  }

  private void adjustMtu(int bytes) {
    try {
      netns().links().changeMtu(this, bytes);
    } catch (NetlinkException tooSmall) {
      // A port may have an MTU that no bridge can have: as in the kernel, the bridge keeps its own.
      return;
    }
    mtuByUser = false;
  }

  @Override
  protected void changeMtu(int bytes) {
    mtuByUser = true;
  }

  /// The speed of the fastest port.
  @Override
  public int speed() {
    return ports.speed();
  }

  // ---- address

  /// Somebody set the address.
  @Override
  protected void addressChanged(Mac before) {
    if (isRegistered()) {
      addressByUser = true;
      fdb.changeBridgeAddress(before.value(), address().value());
      tree.address(address());
    }
  }

  /// Unless somebody set it, the address is the lowest of the ports', and none without ports
  /// (`br_stp_recalculate_bridge_id`).
  void recalculateAddress() {
    if (addressByUser) {
      return;
    }
    Mac lowest = Mac.ZERO;
    for (int i = 0; i < ports.count(); i++) {
      Mac one = ports.get(i).device().address();
      if (lowest.isZero() || one.compareTo(lowest) < 0) {
        lowest = one;
      }
    }
    if (!lowest.equals(tree.address())) {
      fdb.changeBridgeAddress(address().value(), lowest.value());
      tree.address(lowest);
      assumeAddress(lowest);
    }
  }
}
