package dev.patchbay.device.vlan;

import dev.patchbay.core.AddressOrigin;
import dev.patchbay.core.AddressSync;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.device.sharing.AnswersOfParent;
import dev.patchbay.device.vlan.PriorityMap.Mapping;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A device that sends through the one below it, tagged, and gets what comes in there with its tag
/// (net/8021q/vlan_dev.c).
final class VlanDevice extends NetDevice implements RxHandler {
  /// More is refused of every device alike.
  static final int MOST_MTU = 65535;

  private static final int NOT_INHERITED =
      DeviceFlags.UP
          | DeviceFlags.PROMISC
          | DeviceFlags.ALLMULTI
          | DeviceFlags.MASTER
          | DeviceFlags.SLAVE;

  private final NetDevice below;
  private final int protocol;
  private final int id;
  private final PriorityMap priorities = new PriorityMap();
  private final AddressSync multicastBelow = new AddressSync();
  private final AddressSync unicastBelow = new AddressSync();
  private int vlanFlags = VlanFlag.REORDER_HDR.bit;

  private @Nullable Registration registration;

  /// The address of the device below when it was last looked at.
  private Mac addressBelow;

  /// Whether its address is the one of the device below.
  private boolean inheritsAddress = true;

  VlanDevice(Netns netns, Vlan kind, NetDevice below, int protocol, int id) {
    super(netns, kind);
    this.below = below;
    this.protocol = protocol;
    this.id = id;
    this.addressBelow = below.address();
    carrier(below.hasCarrier());
    flags(below.flags() & ~NOT_INHERITED);
    mtuBounds(0, MOST_MTU);
    mtu(below.mtu());
    gso(below.gso());
    address(below.address());
    addressOrigin(AddressOrigin.STOLEN);
    broadcast(below.broadcast());
    features(
        Features.NO_QUEUE
            | Features.LIVE_ADDRESS_CHANGE
            | Features.UNICAST_FILTER
            | (below.features() & (Features.HW_CSUM | Features.TSO)));
  }

  int protocol() {
    return protocol;
  }

  int id() {
    return id;
  }

  int vlanFlags() {
    return vlanFlags;
  }

  boolean is(VlanFlag flag) {
    return flag.in(vlanFlags);
  }

  PriorityMap priorities() {
    return priorities;
  }

  /// Takes the words of a new device. Bound to a bridge's ports, it has no carrier yet.
  void begin(VlanOptions words) {
    change(words);
    if (is(VlanFlag.BRIDGE_BINDING)) {
      carrier(false);
    }
  }

  /// Takes flags and maps; what else was said is for new devices (`vlan_changelink`).
  void change(VlanOptions words) {
    int before = vlanFlags;
    vlanFlags = (vlanFlags & ~words.mask()) | words.flags();
    if (isUp()) {
      registration().join(id, vlanFlags & ~before);
      registration().leave(id, before & ~vlanFlags);
    }
    for (Mapping mapping : words.ingress()) {
      priorities.mapIngress(mapping);
    }
    for (Mapping mapping : words.egress()) {
      priorities.mapEgress(mapping);
    }
  }

  // ---- the way down

  @Override
  public NetDevice link() {
    return below;
  }

  @Override
  public int speed() {
    return below.speed();
  }

  @Override
  public Ethtool ethtool() {
    return new AnswersOfParent(
        new Ethtool.Driver("802.1Q VLAN Support", "1.8", "N/A", "", false), below);
  }

  /// `vlan_dev_hard_start_xmit`.
  @Override
  protected int transmit(Packet packet) {
    byte[] bytes = packet.bytes();
    if (is(VlanFlag.REORDER_HDR) || Ethernet.type(bytes, packet.head()) != protocol) {
      packet.vlan(protocol, priorities.tci(packet.priority(), id));
    }
    if (packet.trace() != null) {
      PassStage.note(packet, this, "vlan", below.name(), "tag " + id);
    }
    int length = packet.length();
    int result = below.send(packet);
    if (result == 0) {
      countSent(length);
    } else {
      statistics().txDropped++;
    }
    return result;
  }

  // ---- the way up

  /// Takes a frame that came in below with its tag (`vlan_do_receive`).
  @Override
  public Result handle(Packet packet) {
    if (!isUp()) {
      netns().world().drop(packet, DropReason.DEV_DOWN);
      return Result.CONSUMED;
    }
    packet.device(this);
    int tci = packet.vlan();
    packet.priority(priorities.priority(tci));
    if (packet.type() == Packet.Type.OTHERHOST
        && Ethernet.destination(packet.bytes(), packet.link()) == address().value()) {
      packet.type(Packet.Type.HOST);
    }
    if (packet.trace() != null) {
      PassStage.note(packet, below, "vlan", name(), "tag " + id);
    }
    packet.vlan(0, Packet.NO_VLAN);
    if (!is(VlanFlag.REORDER_HDR) && rxHandler() == null) {
      showTag(packet, tci);
    }
    return Result.ANOTHER;
  }

  /// Puts the tag back among the bytes, where programs that look at the frame see it.
  private void showTag(Packet packet, int tci) {
    packet.unpull(Ethernet.HEADER);
    VlanTag.insert(packet, protocol, tci);
    packet.pull(Ethernet.HEADER + VlanTag.HEADER);
  }

  /// Bytes are those behind the link header.
  @Override
  protected void countReceived(Packet packet) {
    statistics().rxPackets++;
    statistics().rxBytes += packet.length();
    if (packet.type() == Packet.Type.MULTICAST) {
      statistics().multicast++;
    }
  }

  // ---- its life

  @Override
  protected void added() {
    below.vlanDevices().put(protocol, id, this);
    registration = Registration.enter(below);
    watchLink();
  }

  /// What it shares with the other VLAN devices of the device below.
  Registration registration() {
    return Objects.requireNonNull(registration);
  }

  /// `unregister_vlan_dev`
  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    registration().leave(id, vlanFlags);
    registration().leave();
  }

  @Override
  protected void removed() {
    below.vlanDevices().remove(protocol, id);
  }

  /// `vlan_dev_open`.
  @Override
  protected void open() throws NetlinkException {
    if (!below.isUp() && !is(VlanFlag.LOOSE_BINDING)) {
      throw new NetlinkException(Errno.ENETDOWN);
    }
    if (!address().equals(below.address()) && !inherit()) {
      below.receiveMode().unicast().add(address().value());
    }
    addressBelow = below.address();
    registration().join(id, vlanFlags);
    if (below.hasCarrier() && !is(VlanFlag.BRIDGE_BINDING)) {
      carrier(true);
    }
  }

  /// `vlan_dev_stop`.
  @Override
  protected void stop() {
    multicastBelow.unsync(below.receiveMode().multicast());
    unicastBelow.unsync(below.receiveMode().unicast());
    if (!address().equals(below.address())) {
      below.receiveMode().unicast().remove(address().value());
    }
    if (!is(VlanFlag.BRIDGE_BINDING)) {
      carrier(false);
    }
  }

  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (bytes > below.mtu()) {
      throw new NetlinkException(Errno.ERANGE);
    }
  }

  // ---- what it listens to

  /// What it asks of the device below stays asked when it goes (`vlan_dev_change_rx_flags`).
  @Override
  protected void receiveFlagChanged(int flag, boolean on) {
    if (flag == DeviceFlags.PROMISC) {
      below.receiveMode().addPromiscuity(on ? 1 : -1);
    } else {
      below.receiveMode().addAllMulticast(on ? 1 : -1);
    }
  }

  @Override
  protected void receiveModeChanged() {
    multicastBelow.sync(receiveMode().multicast(), below.receiveMode().multicast());
    unicastBelow.sync(receiveMode().unicast(), below.receiveMode().unicast());
  }

  // ---- its address

  /// Somebody has given it an address of its own (`vlan_dev_set_mac_address`).
  @Override
  protected void addressChanged(Mac before) {
    inheritsAddress = false;
    if (!isUp()) {
      return;
    }
    if (!address().equals(below.address())) {
      below.receiveMode().unicast().add(address().value());
    }
    if (!before.equals(below.address())) {
      below.receiveMode().unicast().remove(before.value());
    }
  }

  /// Takes the address of the device below, if it still goes by that. Returns whether it does.
  private boolean inherit() {
    if (inheritsAddress) {
      assumeAddress(below.address());
    }
    return inheritsAddress;
  }

  /// The device below has another address (`vlan_sync_address`).
  void followAddress() {
    if (addressBelow.equals(below.address())) {
      return;
    }
    if (!inherit()) {
      boolean was = address().equals(addressBelow);
      boolean is = address().equals(below.address());
      if (!was && is) {
        below.receiveMode().unicast().remove(address().value());
      } else if (was && !is) {
        below.receiveMode().unicast().add(address().value());
      }
    }
    addressBelow = below.address();
  }

  // ---- its state

  /// Takes over what the device below says of its carrier (`vlan_stacked_transfer_operstate`).
  void followState() {
    if (is(VlanFlag.BRIDGE_BINDING)) {
      return;
    }
    carrier(below.hasCarrier());
  }
}
