package dev.patchbay.device.ipvlan;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.device.sharing.SharingDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device with network addresses of its own and its parent's hardware address (`ipvl_dev`).
class IpvlanDevice extends SharingDevice {
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;

  private final IpvlanPort port;
  private final NetDevice below;
  private final L3Output routed;
  private final int id;
  private final List<Ip> addresses = new ArrayList<>(2);
  private @Nullable Mac permanentAddress;

  IpvlanDevice(Netns netns, IpvlanKind kind, IpvlanPort port, long features) {
    super(netns, kind, port.below());
    this.port = port;
    this.below = port.below();
    this.routed = new L3Output(below);
    this.id = port.takeId();
    mtuBounds(LEAST_MTU, MOST_MTU);
    address(below.address());
    features(
        features
            | Features.UNICAST_FILTER
            | Features.VLAN_CHALLENGED
            | Features.FIXED_ADDRESS
            | Features.HW_CSUM
            | Features.TSO);
  }

  /// Nothing above it may take its frames, as it has no hardware address of its own.
  void refuseRxHandlers() {
    features(features() | Features.NO_RX_HANDLER);
  }

  IpvlanPort parentPort() {
    return port;
  }

  List<Ip> addresses() {
    return addresses;
  }

  @Override
  public int deviceId() {
    return id;
  }

  @Override
  public @Nullable Mac permanentAddress() {
    return permanentAddress;
  }

  /// The address it has now is its own for ever, as nobody asked for another.
  void keepAddress() {
    permanentAddress = address();
  }

  @Override
  public Ethtool ethtool() {
    return new IpvlanAnswers(below);
  }

  @Override
  protected Offloads usualOffloads() {
    return offloadsWith(Offload.VLAN_CHALLENGED.bit(), 0);
  }

  // ---- the way down

  /// `ipvlan_start_xmit`
  @Override
  protected int transmit(Packet packet) {
    int length = packet.length();
    int result = port.mode().routes() ? queueL3(packet) : queueL2(packet);
    if (result == 0) {
      countSent(length);
    } else {
      statistics().txDropped++;
    }
    return result;
  }

  /// `ipvlan_xmit_mode_l3`
  private int queueL3(Packet packet) {
    IpvlanDevice sibling = port.isVepa() ? null : addressee(packet);
    return sibling == null ? routed.send(packet) : sendTo(sibling, packet);
  }

  /// `ipvlan_xmit_mode_l2`: what is for the hardware address that all have is for a sibling, or for
  /// the parent's namespace.
  private int queueL2(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    long destination = Ethernet.destination(bytes, at);
    if (!port.isVepa() && destination == Ethernet.source(bytes, at)) {
      IpvlanDevice sibling = addressee(packet);
      if (sibling != null) {
        return sendTo(sibling, packet);
      }
      below.cross(packet);
      return 0;
    }
    if (Mac.isMulticast(destination)) {
      port.flood(packet);
      return 0;
    }
    if (packet.trace() != null) {
      PassStage.note(packet, this, "ipvlan", below.name(), "nobody else's address");
    }
    return below.send(packet);
  }

  private @Nullable IpvlanDevice addressee(Packet packet) {
    int at = packet.head();
    int etherType = Ethernet.type(packet.bytes(), at);
    return Addressee.of(port, packet, at + Ethernet.HEADER, etherType, true);
  }

  /// Among each other private ones talk not at all.
  private int sendTo(IpvlanDevice sibling, Packet packet) {
    if (port.isPrivate()) {
      netns().world().consume(packet);
      return Errno.ENOBUFS.number();
    }
    if (packet.trace() != null) {
      PassStage.note(packet, this, "ipvlan", sibling.name(), "its address");
    }
    // The kernel counts a link header more than there is.
    int bytes = packet.length() + Ethernet.HEADER;
    sibling.countReceived(bytes, sibling.cross(packet), false);
    return 0;
  }

  // ---- its life

  @Override
  protected void added() {
    address(below.address());
    super.added();
  }

  @Override
  protected void removed() {
    super.removed();
    port.remove(this);
  }

  /// `ipvlan_open`
  @Override
  protected void open() {
    int noarp = port.mode().routes() ? DeviceFlags.NOARP : 0;
    flags((flags() & ~DeviceFlags.NOARP) | noarp);
    for (Ip address : addresses) {
      port.addresses().add(address, this);
    }
  }

  /// `ipvlan_stop`
  @Override
  protected void stop() {
    stopListening();
    for (Ip address : addresses) {
      port.addresses().remove(address, this);
    }
  }

  /// Its MTU is the parent's whenever that changes (`ipvlan_adjust_mtu`).
  void followMtu() {
    mtu(below.mtu());
  }

  void followAddress() {
    assumeAddress(below.address());
  }

  // ---- what it listens to

  /// `ipvlan_change_rx_flags`
  @Override
  protected void receiveFlagChanged(int flag, boolean on) {
    if (flag == DeviceFlags.ALLMULTI) {
      below.receiveMode().addAllMulticast(on ? 1 : -1);
    }
  }

  // ---- its network addresses

  /// It has the address now; one that a sibling has had first stays the sibling's
  /// (`ipvlan_add_addr`).
  void addAddress(Ip address) {
    if (port.isTaken(address)) {
      return;
    }
    addresses.add(address);
    if (isUp()) {
      port.addresses().add(address, this);
    }
  }

  void removeAddress(Ip address) {
    if (addresses.remove(address)) {
      port.addresses().remove(address, this);
    }
  }
}
