package dev.patchbay.device.macvlan;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.HardwareAddresses;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.device.bridge.FdbDevice;
import dev.patchbay.device.bridge.FdbRequest;
import dev.patchbay.device.macvlan.MacvlanOptions.ListChange;
import dev.patchbay.device.sharing.AnswersOfParent;
import dev.patchbay.device.sharing.SharingDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device with an address of its own on a parent that it shares (`macvlan_dev`).
class MacvlanDevice extends SharingDevice implements FdbDevice {
  private static final int LEAST_MTU = 68;
  private static final int QUEUE_LENGTH = 1000;

  private final MacvlanPort port;
  private final NetDevice below;
  private MacvlanMode mode = MacvlanMode.VEPA;
  private int macvlanFlags;
  private int queueLength = QUEUE_LENGTH;

  /// The next one in the port's bucket.
  @Nullable MacvlanDevice nextStation;

  MacvlanDevice(
      Netns netns, MacvlanKind kind, MacvlanPort port, MacvlanOptions words, long features) {
    super(netns, kind, port.below());
    this.port = port;
    this.below = port.below();
    mode = words.mode() == null ? mode : words.mode();
    macvlanFlags = words.flags() == null ? 0 : words.flags();
    queueLength = words.queueLength() == null ? queueLength : words.queueLength();
    mtuBounds(LEAST_MTU, below.maxMtu());
    features(
        features
            | Features.UNICAST_FILTER
            | Features.PROTO_DOWN
            | Features.LIVE_ADDRESS_CHANGE
            | Features.HW_CSUM
            | Features.TSO);
    inheritAddress();
  }

  private void inheritAddress() {
    if (mode == MacvlanMode.PASSTHRU) {
      address(below.address());
    }
  }

  MacvlanMode mode() {
    return mode;
  }

  int macvlanFlags() {
    return macvlanFlags;
  }

  boolean is(int flag) {
    return (macvlanFlags & flag) != 0;
  }

  int queueLength() {
    return queueLength;
  }

  int usedQueueLength() {
    return port.queueLimit();
  }

  List<Long> sources() {
    return mode == MacvlanMode.SOURCE ? port.sources().of(this) : List.of();
  }

  @Override
  public Ethtool ethtool() {
    return new AnswersOfParent(new Ethtool.Driver("macvlan", "0.1", "", "", false), below);
  }

  @Override
  protected Offloads usualOffloads() {
    return offloadsWith(0, Offload.RX_LRO.bit());
  }

  // ---- changes

  /// `macvlan_changelink`: what comes before a refusal stays done.
  void change(MacvlanOptions words) throws NetlinkException {
    MacvlanMode wanted = words.mode();
    if (wanted != null && (wanted == MacvlanMode.PASSTHRU) != (mode == MacvlanMode.PASSTHRU)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (mode == MacvlanMode.SOURCE && wanted != null && wanted != mode) {
      port.sources().removeAll(this);
    }
    if (words.flags() != null) {
      changeFlags(words.flags());
    }
    if (words.queueLength() != null) {
      queueLength = words.queueLength();
      port.limitQueue();
    }
    mode = wanted == null ? mode : wanted;
    if (words.list() != null) {
      change(words.list());
    }
  }

  /// One that has the parent to itself decides at once, up or down, whether that takes every frame.
  private void changeFlags(int wanted) {
    int before = macvlanFlags;
    macvlanFlags = wanted;
    if (port.isPassthru() && ((before ^ wanted) & MacvlanOptions.NOPROMISC) != 0) {
      below.receiveMode().changePromiscuity(is(MacvlanOptions.NOPROMISC) ? -1 : 1);
    }
  }

  /// `macvlan_changelink_sources`
  void change(ListChange change) throws NetlinkException {
    if (mode != MacvlanMode.SOURCE) {
      throw new NetlinkException(Errno.EINVAL);
    }
    SourceTable sources = port.sources();
    switch (change.verb()) {
      case ADD -> change.macs().forEach(mac -> sources.add(mac, this));
      case DEL -> change.macs().forEach(mac -> sources.remove(mac, this));
      case FLUSH -> sources.removeAll(this);
      case SET -> {
        sources.removeAll(this);
        change.macs().forEach(mac -> sources.add(mac, this));
      }
    }
  }

  // ---- the way down

  /// `macvlan_start_xmit`
  @Override
  protected int transmit(Packet packet) {
    int length = packet.length();
    int result = queue(packet);
    if (result == 0) {
      countSent(length);
    } else {
      statistics().txDropped++;
    }
    return result;
  }

  /// `macvlan_queue_xmit`: what is for a sibling in bridge mode arrives at the parent as if it came
  /// from outside.
  private int queue(Packet packet) {
    if (mode == MacvlanMode.BRIDGE) {
      long destination = Ethernet.destination(packet.bytes(), packet.head());
      if (Mac.isMulticast(destination)) {
        port.flood(packet, this);
      } else {
        MacvlanDevice sibling = port.station(destination);
        if (sibling != null && sibling.mode == MacvlanMode.BRIDGE) {
          if (packet.trace() != null) {
            PassStage.note(packet, this, "macvlan", sibling.name(), "mode bridge");
          }
          below.cross(packet);
          return 0;
        }
      }
    }
    if (packet.trace() != null) {
      PassStage.note(packet, this, "macvlan", below.name(), "mode " + mode.word());
    }
    return below.send(packet);
  }

  // ---- the way up

  /// Counts a frame whose link header has been pulled.
  void countReceived(Packet packet, boolean group) {
    countReceived(packet.length() + Ethernet.HEADER, true, group);
  }

  // ---- its life

  @Override
  protected void added() {
    inheritAddress();
    watchLink();
    super.added();
  }

  @Override
  protected void removed() {
    super.removed();
    port.remove(this);
  }

  /// `macvlan_open`
  @Override
  protected void open() throws NetlinkException {
    if (port.isPassthru()) {
      if (!is(MacvlanOptions.NOPROMISC)) {
        below.receiveMode().changePromiscuity(1);
      }
    } else {
      if (port.isTaken(address())) {
        throw new NetlinkException(Errno.EADDRINUSE);
      }
      below.receiveMode().unicast().add(address().value());
      passOn(1);
    }
    port.addStation(this);
  }

  /// `macvlan_stop`
  @Override
  protected void stop() {
    stopListening();
    if (port.isPassthru()) {
      if (!is(MacvlanOptions.NOPROMISC)) {
        below.receiveMode().changePromiscuity(-1);
      }
    } else {
      passOn(-1);
      below.receiveMode().unicast().remove(address().value());
    }
    port.removeStation(this);
  }

  private void passOn(int more) {
    if ((flags() & DeviceFlags.ALLMULTI) != 0) {
      below.receiveMode().addAllMulticast(more);
    }
    if ((flags() & DeviceFlags.PROMISC) != 0) {
      below.receiveMode().changePromiscuity(more);
    }
  }

  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (bytes > below.mtu()) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  // ---- what it listens to

  /// While it is down it asks for nothing (`macvlan_change_rx_flags`).
  @Override
  protected void receiveFlagChanged(int flag, boolean on) {
    if (!isUp()) {
      return;
    }
    if (flag == DeviceFlags.ALLMULTI) {
      below.receiveMode().addAllMulticast(on ? 1 : -1);
    } else if (!port.isPassthru()) {
      below.receiveMode().changePromiscuity(on ? 1 : -1);
    }
  }

  /// `macvlan_fdb_add`: a unicast address only where it has the parent to itself.
  @Override
  public void addEntry(FdbRequest request) throws NetlinkException {
    HardwareAddresses list = list(request.mac());
    if (list.contains(request.mac())) {
      throw new NetlinkException(Errno.EEXIST);
    }
    list.add(request.mac());
  }

  /// `macvlan_fdb_del`
  @Override
  public void deleteEntry(FdbRequest request) throws NetlinkException {
    if (!list(request.mac()).remove(request.mac())) {
      throw new NetlinkException(Errno.ENOENT);
    }
  }

  private HardwareAddresses list(long mac) throws NetlinkException {
    if (!port.isPassthru() && !Mac.isMulticast(mac)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return Mac.isMulticast(mac) ? receiveMode().multicast() : receiveMode().unicast();
  }

  // ---- its address

  /// `macvlan_set_mac_address`
  @Override
  protected void changeAddress(Mac wanted) throws NetlinkException {
    if (!wanted.isUsable()) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    if (wanted.equals(address())) {
      return;
    }
    if (mode == MacvlanMode.PASSTHRU) {
      port.changeParent(wanted);
      return;
    }
    if (port.isTaken(wanted)) {
      throw new NetlinkException(Errno.EADDRINUSE);
    }
    synchronizeAddress(wanted);
  }

  /// `macvlan_sync_address`
  void synchronizeAddress(Mac wanted) throws NetlinkException {
    if (!isUp()) {
      address(wanted);
      return;
    }
    if (port.isTaken(wanted)) {
      throw new NetlinkException(Errno.EADDRINUSE);
    }
    if (!port.isPassthru()) {
      below.receiveMode().unicast().add(wanted.value());
      below.receiveMode().unicast().remove(address().value());
    }
    port.removeStation(this);
    address(wanted);
    port.addStation(this);
  }
}
