package dev.patchbay.device.tun;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.Leg;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/// A device whose other end is a program: what it sends waits for a reader, what is written comes
/// in. It has a carrier while a file is attached to it.
final class TunDevice extends NetDevice {
  /// How many files may share it (`MAX_TAP_QUEUES`).
  private static final int MOST_QUEUES = 256;

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;

  /// How many packets wait for a reader of a tun (`TUN_READQ_SIZE`).
  private static final int TUN_QUEUE = 500;

  private static final int SPEED = 10;

  private final boolean isTap;
  private final List<TunFile> files = new ArrayList<>(1);
  private final List<TunFile> disabled = new ArrayList<>(0);
  private int tunFlags;
  private int owner = -1;
  private int ownerGroup = -1;

  TunDevice(Netns netns, Tun kind, int flags) {
    super(netns, kind);
    // Who asks for both gets the first, as in the kernel.
    isTap = (flags & TunFlags.TUN) == 0;
    tunFlags = isTap ? TunFlags.TAP : TunFlags.TUN;
    features(Features.CHANGE_CARRIER | (isTap ? Features.LIVE_ADDRESS_CHANGE : 0));
    if (isTap) {
      flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
      mtuBounds(LEAST_MTU, MOST_MTU - Ethernet.HEADER);
    } else {
      flags(DeviceFlags.POINTOPOINT | DeviceFlags.NOARP | DeviceFlags.MULTICAST);
      mtuBounds(LEAST_MTU, MOST_MTU);
      txQueueLength(TUN_QUEUE);
    }
    if ((flags & TunFlags.MULTI_QUEUE) != 0) {
      queues(MOST_QUEUES, MOST_QUEUES);
    }
  }

  // ---- what it is

  boolean isTap() {
    return isTap;
  }

  /// Bits of [TunFlags].
  int tunFlags() {
    return tunFlags;
  }

  boolean has(int flag) {
    return (tunFlags & flag) != 0;
  }

  /// Takes over what an attaching file says; of a device that others have open, nothing.
  void features(int flags) {
    if (files.isEmpty()) {
      tunFlags = (tunFlags & ~TunFlags.FEATURES) | (flags & TunFlags.FEATURES);
    }
  }

  void persist(boolean on) {
    tunFlags = on ? tunFlags | TunFlags.PERSIST : tunFlags & ~TunFlags.PERSIST;
  }

  /// The number of the user who may attach, or -1.
  int owner() {
    return owner;
  }

  void owner(int user) {
    owner = user;
  }

  /// The number of the group whose members may attach, or -1.
  int ownerGroup() {
    return ownerGroup;
  }

  void ownerGroup(int group) {
    ownerGroup = group;
  }

  /// How many files are attached.
  int attachedFiles() {
    return files.size();
  }

  // ---- files

  /// Refuses another file (`tun_attach`).
  void checkRoom() throws FileException {
    if (!has(TunFlags.MULTI_QUEUE) && !files.isEmpty()) {
      throw new FileException(Errno.EBUSY);
    }
    if (files.size() + disabled.size() == MOST_QUEUES) {
      throw new FileException(Errno.E2BIG);
    }
  }

  /// It uses one queue for each file, and one when there is none (`tun_set_real_num_queues`).
  private void countQueues() {
    int queues = Math.max(1, files.size());
    realQueues(queues, queues);
  }

  void attached(TunFile file) {
    files.add(file);
    countQueues();
    carrier(true);
  }

  /// Whether the file's queue is left out.
  boolean isDisabled(TunFile file) {
    return disabled.contains(file);
  }

  /// Sends nothing to the file's queue any more (`tun_disable_queue`).
  void disable(TunFile file) {
    leave(file);
    disabled.add(file);
  }

  /// Sends to the file's queue again (`tun_enable_queue`).
  void enable(TunFile file) {
    disabled.remove(file);
    attached(file);
  }

  /// The last queue takes the place of one that goes.
  private void leave(TunFile file) {
    int at = files.indexOf(file);
    if (at >= 0) {
      TunFile last = files.removeLast();
      if (at < files.size()) {
        files.set(at, last);
      }
      countQueues();
    }
  }

  /// The file has been closed (`__tun_detach`).
  void detached(TunFile file) {
    leave(file);
    disabled.remove(file);
    if (!files.isEmpty() || !disabled.isEmpty()) {
      return;
    }
    carrier(false);
    if (!has(TunFlags.PERSIST) && isRegistered()) {
      Links.unregister(List.of(this));
    }
  }

  @Override
  protected void removed() {
    List.copyOf(files).forEach(TunFile::released);
    List.copyOf(disabled).forEach(TunFile::released);
    files.clear();
    disabled.clear();
  }

  /// Without a file there is no carrier to be had (`tun_net_change_carrier`).
  @Override
  protected void changeCarrier(boolean on) throws NetlinkException {
    if (on && files.isEmpty()) {
      throw new NetlinkException(Errno.EPERM);
    }
    carrier(on);
  }

  // ---- frames

  /// The frame waits for a reader (`tun_net_xmit`).
  @Override
  protected int transmit(Packet packet) {
    if (files.isEmpty()) {
      dropSent(packet, DropReason.DEV_READY);
      return Errno.ENOBUFS.number();
    }
    Checksum.resolve(packet);
    packet.discharge();
    TunFile file = files.get(Integer.remainderUnsigned(packet.hash(), files.size()));
    if (!file.offer(packet, txQueueLength())) {
      dropSent(packet, DropReason.FULL_RING);
      return Errno.ENOBUFS.number();
    }
    return 0;
  }

  /// A program has read the frame: only now it has been sent.
  void taken(Packet frame) {
    countSent(frame.length());
  }

  /// A program has written the frame (`tun_get_user`).
  void take(Packet frame) throws FileException {
    if (isTap ? frame.length() < Ethernet.HEADER : !readVersion(frame)) {
      throw refused(frame, DropReason.PKT_TOO_SMALL, Errno.EINVAL);
    }
    if (!isUp()) {
      throw refused(frame, DropReason.DEV_DOWN, Errno.EIO);
    }
    Leg before = netns().world().journeys().enter(frame, name());
    arrive(frame);
    receive(frame);
    netns().world().journeys().leave(before);
  }

  private FileException refused(Packet frame, DropReason reason, Errno errno) {
    statistics().rxDropped++;
    netns().world().drop(frame, reason);
    return new FileException(errno);
  }

  /// Reads the protocol from the packet itself where nothing before it says so.
  private boolean readVersion(Packet packet) {
    if (!has(TunFlags.NO_PI)) {
      return true;
    }
    int version = packet.length() == 0 ? 0 : (packet.bytes()[packet.head()] & 0xf0) >> 4;
    packet.protocol(version == 4 ? EtherType.IPV4 : EtherType.IPV6);
    return version == 4 || version == 6;
  }

  /// A packet without a link header is for this host.
  @Override
  protected void arrive(Packet packet) {
    if (isTap) {
      super.arrive(packet);
      return;
    }
    packet.device(this);
    packet.type(Packet.Type.HOST);
    packet.link(packet.head());
    packet.network(packet.head());
  }

  // ---- as a link layer

  @Override
  public int hardwareType() {
    return isTap ? ArpHardware.ETHER : ArpHardware.NONE;
  }

  @Override
  public int addressLength() {
    return isTap ? super.addressLength() : 0;
  }

  @Override
  public String addressText() {
    return isTap ? super.addressText() : "";
  }

  @Override
  public String broadcastText() {
    return isTap ? super.broadcastText() : "";
  }

  @Override
  public int headerLength() {
    return isTap ? super.headerLength() : 0;
  }

  @Override
  public void pushHeader(Packet packet, long destination, int etherType) {
    if (isTap) {
      super.pushHeader(packet, destination, etherType);
    }
  }

  // ---- what it answers

  @Override
  public int speed() {
    return SPEED;
  }

  @Override
  public Ethtool ethtool() {
    return new Answers(this);
  }

  /// Checksums and segmentation are left to the reader when it says that it does them
  /// (`TUNSETOFFLOAD`), which none here can.
  @Override
  protected Offloads usualOffloads() {
    long own =
        Offloads.PIECES
            | Offloads.SOFT
            | Offload.set(Offload.TX_VLAN_HW_INSERT, Offload.TX_VLAN_STAG_HW_INSERT);
    long possible =
        own
            | Offload.set(
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.TX_TCP_SEGMENTATION,
                Offload.TX_TCP_ECN_SEGMENTATION,
                Offload.TX_TCP6_SEGMENTATION);
    return new Offloads(
        own | Offload.TX_LOCKLESS.bit(),
        possible | Offloads.TCP_SEGMENTATION | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit(),
        possible);
  }

  /// What it answers `ethtool` (`tun_ethtool_ops`).
  private record Answers(TunDevice device) implements Ethtool {
    @Override
    public Driver driver() {
      return new Driver("tun", "1.6", "", device.isTap ? "tap" : "tun", false);
    }

    @Override
    public LinkSettings linkSettings() {
      return new LinkSettings(SPEED, "Full", "Twisted Pair", true);
    }

    @Override
    public boolean hasLinkState() {
      return true;
    }

    @Override
    public boolean stampsSent() {
      return true;
    }
  }
}
