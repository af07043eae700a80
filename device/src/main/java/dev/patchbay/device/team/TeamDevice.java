package dev.patchbay.device.team;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.KernelLog;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several devices that work as one (drivers/net/team/team.c). How they share the work is the
/// [TeamMode]'s to say; which mode, and which ports may work, is a program's.
public final class TeamDevice extends NetDevice {
  private static final int QUEUES = 16;

  private final PortKind portKind;
  private final List<TeamPort> ports = new ArrayList<>(2);
  private final List<TeamListener> listeners = new ArrayList<>(1);
  private final Repeats notifyPeers;
  private final Repeats multicastRejoin;
  private TeamPort[] enabled = {};
  private TeamMode mode = new NoMode(this);
  private boolean changingMtu;
  private boolean userCarrier;

  TeamDevice(Netns netns, Team kind, PortKind portKind) {
    super(netns, kind);
    this.portKind = portKind;
    int machine = netns.machine().number();
    this.notifyPeers =
        new Repeats(
            netns.world().loop(),
            machine,
            () -> netns().links().tell(NetdeviceEvent.NOTIFY_PEERS, this));
    this.multicastRejoin =
        new Repeats(
            netns.world().loop(),
            machine,
            () -> netns().links().tell(NetdeviceEvent.RESEND_IGMP, this));
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    mtuBounds(68, 65535);
    queues(QUEUES, QUEUES);
    carrier(false);
    features(
        Features.NO_QUEUE
            | Features.LAG_MASTER
            | Features.NETNS_LOCAL
            | Features.UNICAST_FILTER
            | Features.LIVE_ADDRESS_CHANGE
            | Features.CHANGE_CARRIER
            | Features.HW_CSUM
            | Features.TSO
            | Features.HW_VLAN_TX);
  }

  // ---- what it is made of

  PortKind portKind() {
    return portKind;
  }

  TeamMode mode() {
    return mode;
  }

  Repeats notifyPeers() {
    return notifyPeers;
  }

  Repeats multicastRejoin() {
    return multicastRejoin;
  }

  /// How many ports it has.
  public int portCount() {
    return ports.size();
  }

  /// One of its ports, oldest first.
  public TeamPort port(int i) {
    return ports.get(i);
  }

  int enabledCount() {
    return enabled.length;
  }

  /// One of the ports that may work, in the order they were enabled.
  TeamPort enabled(int i) {
    return enabled[i];
  }

  /// The port, or the next one behind it that can send; null when none can.
  @Nullable TeamPort firstUsable(TeamPort port) {
    if (port.isUsable()) {
      return port;
    }
    int at = ports.indexOf(port);
    for (int i = 1; i < ports.size(); i++) {
      TeamPort next = ports.get((at + i) % ports.size());
      if (next.isUsable()) {
        return next;
      }
    }
    return null;
  }

  // ---- what programs see and set

  /// Lets `listener` hear of ports and options.
  public void addListener(TeamListener listener) {
    listeners.add(listener);
  }

  public void removeListener(TeamListener listener) {
    listeners.remove(listener);
  }

  void portsChanged() {
    listeners.forEach(listener -> listener.portsChanged(this));
  }

  void optionsChanged() {
    listeners.forEach(listener -> listener.optionsChanged(this));
  }

  /// All that can be set of it at the moment, in the kernel's order.
  public List<TeamOption> options() {
    return TeamOptions.of(this);
  }

  /// Sets an option, and tells those who listen.
  public void set(TeamOption option, Object value) throws NetlinkException {
    option.setter().set(value);
    optionsChanged();
  }

  /// `team_change_mode`
  void chooseMode(Object name) throws NetlinkException {
    if (!ports.isEmpty()) {
      complain("No ports can be present during mode change");
      throw new NetlinkException(Errno.EBUSY);
    }
    if (name.equals(mode.name())) {
      complain("Unable to change to the same mode the team is in");
      throw new NetlinkException(Errno.EINVAL);
    }
    String module = "team_mode_" + name;
    netns().machine().modules().loadIfKnown(module);
    KernelModule found = netns().machine().modules().find(module);
    if (!(found instanceof TeamModeModule known)) {
      complain("Mode \"" + name + "\" not found");
      throw new NetlinkException(Errno.EINVAL);
    }
    mode.end();
    mode = known.mode(this);
    netns().machine().log().print(name() + ": Mode changed to \"" + name + "\"");
  }

  private void complain(String text) {
    netns().machine().log().print(KernelLog.Level.ERR, name() + ": " + text);
  }

  /// Whether the port may work (`team_port_enable`, `team_port_disable`).
  void enable(TeamPort port, boolean on) {
    if (port.isEnabled() == on) {
      return;
    }
    List<TeamPort> now = new ArrayList<>(List.of(enabled));
    if (on) {
      now.add(port);
    } else {
      now.remove(port);
      port.index = -1;
    }
    for (int i = 0; i < now.size(); i++) {
      now.get(i).index = i;
    }
    enabled = now.toArray(TeamPort[]::new);
    if (!on) {
      mode.portDisabled(port);
    } else if (isUp()) {
      notifyPeers.start();
      multicastRejoin.start();
    }
  }

  /// Says whether it has a carrier, whatever its ports have from now on (`team_change_carrier`).
  @Override
  public void changeCarrier(boolean on) {
    userCarrier = true;
    carrier(on);
  }

  /// It has a carrier while a port has (`__team_carrier_check`).
  void checkCarrier() {
    if (!userCarrier) {
      carrier(ports.stream().anyMatch(TeamPort::isUp));
    }
  }

  // ---- frames

  /// `team_xmit`
  @Override
  protected int transmit(Packet packet) {
    int bytes = packet.length();
    if (mode.transmit(packet)) {
      countSent(bytes);
    } else {
      statistics().txDropped++;
    }
    return 0;
  }

  /// Counts a frame of one of its ports, without its link header.
  void countPassedUp(Packet packet) {
    statistics().rxPackets++;
    statistics().rxBytes += packet.length();
    if (packet.type() == Packet.Type.MULTICAST) {
      statistics().multicast++;
    }
  }

  /// It has been counted where the port received it.
  @Override
  protected void countReceived(Packet packet) {}

  @Override
  public int speed() {
    int sum = 0;
    for (TeamPort port : ports) {
      sum += port.isUsable() ? Math.max(0, port.speed()) : 0;
    }
    return sum == 0 ? UNKNOWN_SPEED : sum;
  }

  @Override
  public Ethtool ethtool() {
    return new TeamEthtool(
        speed(), ports.stream().anyMatch(port -> port.isUsable() && port.isFullDuplex()));
  }

  @Override
  protected Offloads usualOffloads() {
    return TeamEthtool.usualOffloads();
  }

  // ---- ports

  /// `team_port_add`
  @Override
  protected void addPort(NetDevice device) throws NetlinkException {
    check(device);
    TeamPort port = new TeamPort(this, device);
    changePortMtu(device, mtu());
    try {
      attach(port);
    } catch (NetlinkException e) {
      restore(port);
      throw e;
    }
    device.port(port);
    passOnReceiveMode(port, 1);
    ports.add(port);
    enable(port, true);
    port.link(TeamNotifier.isUsable(device));
    checkCarrier();
    portsChanged();
    optionsChanged();
    netns().links().announce(this, "FEATURE CHANGE");
  }

  private void attach(TeamPort port) throws NetlinkException {
    NetDevice device = port.device();
    if (mode.sharesAddress()) {
      netns().links().changeAddress(device, address());
    }
    netns().links().open(device);
    try {
      device.rxHandler(port);
      linkAbove(device, true);
    } catch (NetlinkException e) {
      if (device.rxHandler() == port) {
        device.removeRxHandler();
      }
      netns().links().close(device);
      throw e;
    }
  }

  private void check(NetDevice device) throws NetlinkException {
    if (device.isLoopback()) {
      throw new NetlinkException(Errno.EINVAL, "Loopback device can't be added as a team port.");
    }
    if (device.port() instanceof TeamPort) {
      throw new NetlinkException(Errno.EBUSY, "Device is already a port of a team device.");
    }
    if (device == this) {
      throw new NetlinkException(Errno.EINVAL, "Cannot enslave team device to itself.");
    }
    if (device.isAbove(this)) {
      throw new NetlinkException(
          Errno.EBUSY, "Device is already an upper device of the team interface.");
    }
    if (device.has(Features.VLAN_CHALLENGED) && hasVlanDevices()) {
      throw new NetlinkException(
          Errno.EPERM, "Device is VLAN challenged and team device has VLAN set up.");
    }
    if (device.hardwareType() != ArpHardware.ETHER) {
      if (!ports.isEmpty()) {
        throw new NetlinkException(Errno.EBUSY);
      }
      throw new NetlinkException(
          Errno.EOPNOTSUPP, "A team of devices without Ethernet addresses is not supported.");
    }
    if (device.isUp()) {
      throw new NetlinkException(
          Errno.EBUSY, "Device is up. Set it down before adding it as a team port.");
    }
  }

  /// `team_port_del`
  @Override
  protected void removePort(NetDevice device) throws NetlinkException {
    if (!(device.port() instanceof TeamPort port) || port.team() != this) {
      throw new NetlinkException(Errno.ENOENT);
    }
    enable(port, false);
    ports.remove(port);
    passOnReceiveMode(port, -1);
    unlinkAbove(device);
    device.removeRxHandler();
    netns().links().close(device);
    device.port(null);
    mode.portLeft(port);
    checkCarrier();
    portsChanged();
    optionsChanged();
    restore(port);
    netns().links().announce(this, "FEATURE CHANGE");
  }

  /// What the team changed of a port becomes what it was. As in the kernel, a port that refuses
  /// keeps it.
  private void restore(TeamPort port) {
    try {
      netns().links().changeAddress(port.device(), port.originalAddress());
    } catch (NetlinkException e) {
      complain(port.device().name() + " keeps its address");
    }
    try {
      netns().links().changeMtu(port.device(), port.originalMtu());
    } catch (NetlinkException e) {
      complain(port.device().name() + " keeps its mtu");
    }
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    while (!ports.isEmpty()) {
      try {
        removePort(ports.getFirst().device());
      } catch (NetlinkException e) {
        throw new IllegalStateException("a port is none", e);
      }
    }
    notifyPeers.stop();
    multicastRejoin.stop();
    mode.end();
    mode = new NoMode(this);
    listeners.clear();
  }

  // ---- MTU and address

  /// A port's MTU changes only with the team's.
  boolean isChangingMtu() {
    return changingMtu;
  }

  private void changePortMtu(NetDevice device, int bytes) throws NetlinkException {
    changingMtu = true;
    try {
      netns().links().changeMtu(device, bytes);
    } finally {
      changingMtu = false;
    }
  }

  /// `team_change_mtu`: what has been changed becomes what it was when a port refuses.
  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    int before = mtu();
    for (int i = 0; i < ports.size(); i++) {
      try {
        changePortMtu(ports.get(i).device(), bytes);
      } catch (NetlinkException e) {
        complain("Device " + ports.get(i).device().name() + " failed to change mtu");
        for (TeamPort changed : ports.subList(0, i)) {
          changePortMtu(changed.device(), before);
        }
        throw e;
      }
    }
  }

  /// `team_set_mac_address`
  @Override
  protected void changeAddress(Mac wanted) throws NetlinkException {
    if (!wanted.isUsable()) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    address(wanted);
    if (mode.sharesAddress()) {
      for (TeamPort port : ports) {
        netns().links().changeAddress(port.device(), wanted);
      }
    }
  }

  // ---- what it listens to

  private void passOnReceiveMode(TeamPort port, int more) {
    if ((flags() & DeviceFlags.PROMISC) != 0) {
      port.device().receiveMode().changePromiscuity(more);
    }
    if ((flags() & DeviceFlags.ALLMULTI) != 0) {
      port.device().receiveMode().addAllMulticast(more);
    }
    if (more > 0) {
      listen(port, 0);
    } else {
      port.unicast().unsync(port.device().receiveMode().unicast());
      port.multicast().unsync(port.device().receiveMode().multicast());
    }
  }

  private void listen(TeamPort port, int sharers) {
    port.unicast().sync(receiveMode().unicast(), port.device().receiveMode().unicast(), sharers);
    port.multicast()
        .sync(receiveMode().multicast(), port.device().receiveMode().multicast(), sharers);
  }

  /// `team_change_rx_flags`
  @Override
  protected void receiveFlagChanged(int flag, boolean on) {
    for (TeamPort port : ports) {
      if (flag == DeviceFlags.PROMISC) {
        port.device().receiveMode().changePromiscuity(on ? 1 : -1);
      } else {
        port.device().receiveMode().addAllMulticast(on ? 1 : -1);
      }
    }
  }

  /// `team_set_rx_mode`
  @Override
  protected void receiveModeChanged() {
    for (TeamPort port : ports) {
      listen(port, ports.size());
    }
  }

  /// Options of the same name for all its ports, or one that is the team's.
  public @Nullable TeamOption option(String name, @Nullable TeamPort port, int index) {
    for (TeamOption option : options()) {
      if (option.name().equals(name) && option.port() == port && option.index() == index) {
        return option;
      }
    }
    return null;
  }
}
