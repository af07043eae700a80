package dev.patchbay.core;

import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.VlanTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes packets in and sends packets out: the kernel's `net_device`. What is common to all is done
/// here, once; a kind writes [#transmit] and what else makes it that kind.
public abstract class NetDevice implements Packet.Device {
  /// How deeply devices may be stacked on the way down (`XMIT_RECURSION_LIMIT`).
  static final int NESTING_LIMIT = 8;

  /// The kind cannot say how fast it is.
  public static final int UNKNOWN_SPEED = -1;

  private final Machine machine;
  private final World world;
  private Netns netns;
  private final @Nullable DeviceKind kind;
  private final Statistics statistics = new Statistics();
  private @Nullable ReceiveMode receiveMode;
  private String name = "";
  private int index;
  private int flags;
  private int mtu = 1500;
  private int minMtu = 68;
  private int maxMtu = 65535;
  private int txQueueLength = 1000;
  private int group;
  private int numTxQueues = 1;
  private int realTxQueues = 1;
  private int realRxQueues = 1;
  private int numRxQueues = 1;
  private long features;
  private GsoLimits gso = GsoLimits.LEGACY;
  private Mac address = Mac.ZERO;
  private AddressOrigin addressOrigin = AddressOrigin.PERMANENT;
  private NameOrigin nameOrigin = NameOrigin.UNKNOWN;
  private Mac broadcast = Mac.BROADCAST;
  private boolean carrier = true;
  private boolean registered;
  private boolean active;

  /// Whether somebody watches what it sends and receives.
  private boolean watched;

  /// Whether a packet on its way out, or in, meets neither hook nor filter, queue nor watcher.
  private boolean plainOut;

  private boolean plainIn;
  private boolean linkWatched;
  private boolean protoDown;
  private boolean wantsOffloadStatistics;
  private OperState operState = OperState.UNKNOWN;
  private boolean dormantMode;
  private int carrierUps;
  private int carrierDowns;
  private @Nullable String alias;
  private @Nullable List<String> altNames;
  private @Nullable NetDevice master;
  private @Nullable List<NetDevice> uppers;
  private @Nullable List<NetDevice> lowers;
  private @Nullable RxHandler rxHandler;
  private @Nullable VlanDevices vlans;
  private @Nullable L3Receiver l3Receiver;
  private PortKind.@Nullable Port port;
  private PacketTap @Nullable [] taps;
  private @Nullable Hook ingress;
  private @Nullable Hook egress;
  private @Nullable TcHook tcIngress;
  private @Nullable TcHook tcEgress;
  private @Nullable TxQueue queue;
  private @Nullable TrafficPart traffic;
  private @Nullable Offloads offloads;
  private @Nullable DropCounts drops;
  private @Nullable DevicePart inet;
  private @Nullable DevicePart inet6;
  private @Nullable DevicePart mpls;

  /// A device of `netns` that is not registered yet; `kind` is null for `lo`.
  protected NetDevice(Netns netns, @Nullable DeviceKind kind) {
    this.machine = netns.machine();
    this.world = machine.world();
    this.netns = netns;
    this.kind = kind;
    lookAround();
  }

  /// The device a packet came in by or leaves by.
  public static @Nullable NetDevice of(Packet packet) {
    return (NetDevice) packet.device();
  }

  // ---- what a kind writes

  /// Sends the packet, which has its link header, the way this kind does; the packet is the
  /// device's now. Returns 0, or the number of the error that the sender is told; the packet is
  /// gone either way.
  protected abstract int transmit(Packet packet);

  /// The device goes up (`ndo_open`).
  protected void open() throws NetlinkException {}

  /// The device goes down (`ndo_stop`).
  protected void stop() {}

  /// It has been registered: it has a name, an index and a namespace (`ndo_init`, `newlink`).
  protected void added() {}

  /// It is about to be removed; those that cannot live without it are put on the list (`dellink`).
  protected void dismantle(List<NetDevice> alsoRemoved) {}

  /// It has left its namespace for good (`ndo_uninit`).
  protected void removed() {}

  /// It has moved from another namespace.
  protected void moved(Netns from) {}

  /// The MTU is about to become `bytes` (`ndo_change_mtu`).
  protected void changeMtu(int bytes) throws NetlinkException {}

  /// Somebody asks for this address (`ndo_set_mac_address`).
  protected void changeAddress(Mac wanted) throws NetlinkException {
    if (has(Features.FIXED_ADDRESS)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (isUp() && !has(Features.LIVE_ADDRESS_CHANGE)) {
      throw new NetlinkException(Errno.EBUSY);
    }
    if (!wanted.isUsable()) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    setAddress(wanted);
  }

  /// Somebody asks for a carrier, or for none (`ndo_change_carrier`).
  protected void changeCarrier(boolean on) throws NetlinkException {
    carrier(on);
  }

  /// The address has become another one, in place of `before`.
  protected void addressChanged(Mac before) {}

  /// One of the flags PROMISC and ALLMULTI has changed, whether or not it is up
  /// (`ndo_change_rx_flags`).
  protected void receiveFlagChanged(int flag, boolean on) {}

  /// What it listens to has changed while it is up: addresses or flags (`ndo_set_rx_mode`).
  protected void receiveModeChanged() {}

  /// Counts a packet that has come in. The bytes are those from the link header on; some kinds
  /// count without it.
  protected void countReceived(Packet packet) {
    statistics.rxPackets++;
    statistics.rxBytes += packet.tail() - packet.link();
  }

  /// Counts a packet that has come in and goes on as part of another, if the kind counts what it
  /// receives. Its data is counted with that other.
  protected void countJoined(Packet packet) {}

  /// How fast it is, in Mbit/s, or [#UNKNOWN_SPEED].
  public int speed() {
    return UNKNOWN_SPEED;
  }

  /// What it answers `ethtool`.
  public Ethtool ethtool() {
    return Ethtool.NONE;
  }

  /// What it does in the place of the layers above when nobody has changed it.
  protected Offloads usualOffloads() {
    return Offloads.of(Offloads.SOFT, Offloads.SOFT | Offloads.SOFT_OFF);
  }

  /// What it does in the place of the layers above.
  public final Offloads offloads() {
    return offloads == null ? usualOffloads() : offloads;
  }

  /// Sets what it does in the place of the layers above, as far as it can
  /// (`netdev_update_features`).
  public final void changeOffloads(long mask, long values) {
    Offloads now = offloads().request(mask, values);
    offloads = now;
    follow(Features.HW_CSUM, now.has(Offload.TX_CHECKSUM_IP_GENERIC));
    follow(Features.TSO, now.has(Offload.TX_TCP_SEGMENTATION));
    follow(Features.HW_VLAN_TX, now.has(Offload.TX_VLAN_HW_INSERT));
    follow(Features.GRO, now.has(Offload.RX_GRO));
  }

  private void follow(long feature, boolean on) {
    features = on ? features | feature : features & ~feature;
  }

  /// The device it hangs on (`iflink`): the other end of a veth, the parent of a vlan; itself when
  /// there is none.
  public NetDevice link() {
    return this;
  }

  /// The index, in its own namespace, of the device it hangs on (`dev_get_iflink`): its own when
  /// there is none, 0 when there could be one. That device may have gone since.
  public int linkIndex() {
    return link().index();
  }

  /// What tells it from the others that have its address (`dev_id`); 0 when it has its own.
  public int deviceId() {
    return 0;
  }

  /// The address it had at first, if that is its own whatever it goes by now (`perm_addr`); or
  /// null.
  public @Nullable Mac permanentAddress() {
    return null;
  }

  /// The address it had at first as `ip link` shows it; empty when nothing is known of it.
  public String permanentText() {
    Mac permanent = permanentAddress();
    return permanent == null ? "" : permanent.toString();
  }

  /// The namespace of what it hangs on (`get_link_net`).
  public Netns linkNetns() {
    return link().netns();
  }

  /// Whether it cannot be without that device below it.
  public boolean endsWith(NetDevice below) {
    return link() == below;
  }

  /// Takes `device` as a port (`ndo_add_slave`).
  protected void addPort(NetDevice device) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  /// Gives a port back (`ndo_del_slave`).
  protected void removePort(NetDevice device) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  /// How its link layer is called (`ARPHRD_…`).
  public int hardwareType() {
    return ArpHardware.ETHER;
  }

  /// How many bytes its link-layer address has (`addr_len`), 0 when it has none.
  public int addressLength() {
    return Mac.BYTES;
  }

  /// Its link-layer address as `ip link` shows it; empty when it has none.
  public String addressText() {
    return address.toString();
  }

  /// Its link-layer address where that is an IPv4 address, else 0.
  public int linkIpv4() {
    return 0;
  }

  /// Its link-layer address where that is an IPv6 address, else unspecified.
  public Ip linkIpv6() {
    return Ip.ANY6;
  }

  /// The address of all, or of the other end, as `ip link` shows it; empty when there is none.
  public String broadcastText() {
    return broadcast.toString();
  }

  /// How many bytes a link header has.
  public int headerLength() {
    return Ethernet.HEADER;
  }

  /// Puts a link header in front of a packet whose head is the network header (`dev_hard_header`).
  public void pushHeader(Packet packet, long destination, int etherType) {
    Ethernet.push(packet, destination, address.value(), etherType);
  }

  // ---- the way down

  /// Puts the packet out (`dev_queue_xmit`). Returns 0, or the number of the error that the sender
  /// is told.
  public final int send(Packet packet) {
    packet.device(this);
    if (!active) {
      // The queue that takes a device's place while it is down or has no carrier (`noop`) drops
      // without telling anyone.
      world.drop(packet, isUp() ? DropReason.NO_CARRIER : DropReason.DEV_DOWN);
      return 0;
    }
    if (!machine.enterTransmit(NESTING_LIMIT)) {
      statistics.txDropped++;
      world.drop(packet, DropReason.RECURSION_LIMIT);
      return Errno.ENETDOWN.number();
    }
    boolean plain = plainOut && packet.trace() == null;
    int result = plain ? hardStart(packet) : meetEgress(packet);
    machine.leaveTransmit();
    return result;
  }

  /// Lets the hook at egress judge the packet (`nf_hook_egress`).
  private int meetEgress(Packet packet) {
    if (packet.trace() != null) {
      world.journeys().note(packet, this, packet.head(), new DeviceStages.Send(name));
    }
    Hook hook = egress;
    return hook == null ? classifyEgress(packet) : hook.run(packet, null, this, AFTER_EGRESS);
  }

  /// How a packet goes on that a hook at egress lets pass.
  private static final Continuation AFTER_EGRESS =
      (packet, in, out) -> out == null ? 0 : out.classifyEgress(packet);

  /// Lets the filters of traffic control judge the packet (`sch_handle_egress`).
  private int classifyEgress(Packet packet) {
    TcHook hook = tcEgress;
    int verdict = hook == null ? TcHook.PASS : hook.judge(packet, this);
    return verdict == TcHook.PASS ? sendClassified(packet) : verdict;
  }

  /// Puts a packet out that the filters at egress do not judge, or not again: into the queue, or on
  /// its way.
  public final int sendClassified(Packet packet) {
    TxQueue waiting = queue;
    return waiting == null ? hardStart(packet) : waiting.enqueue(packet);
  }

  /// Shows the packet to those who watch, and transmits it (`dev_hard_start_xmit`): for what the
  /// device's queue lets go.
  public final int hardStart(Packet packet) {
    if (!packet.isPlain()) {
      if (packet.segmentSize() != 0 && !has(Features.TSO)) {
        return hardStartPieces(packet);
      }
      validate(packet);
    }
    if (watched) {
      tap(packet, true);
    }
    return transmit(packet);
  }

  /// Does what the packet leaves to the device, and the device cannot (`validate_xmit_skb`).
  private void validate(Packet packet) {
    if (packet.vlan() != Packet.NO_VLAN && !has(Features.HW_VLAN_TX)) {
      VlanTag.pushInside(packet);
    }
    if (packet.segmentSize() == 0 && !has(Features.HW_CSUM)) {
      Checksum.resolve(packet);
    }
  }

  /// Cuts what stands for many packets, since the device cannot (`__skb_gso_segment`).
  private int hardStartPieces(Packet whole) {
    int count = Segmentation.count(whole);
    int error = 0;
    for (int i = 0; i < count; i++) {
      Packet piece =
          world.allocatePiece(whole.head() + whole.segmentSize() + Tcp.LARGEST_HEADER, whole);
      Segmentation.cut(whole, i, piece);
      error = hardStart(piece);
    }
    world.consume(whole);
    return error;
  }

  /// Counts a packet that has been sent, of so many bytes.
  protected final void countSent(int bytes) {
    statistics.txPackets++;
    statistics.txBytes += bytes;
  }

  /// Drops a packet on its way out, counted as `tx_dropped`.
  protected final void dropSent(Packet packet, DropReason reason) {
    statistics.txDropped++;
    world.drop(packet, reason);
  }

  /// Lets a frame, with its link header at the head, arrive at this device from the other end of a
  /// wire (`dev_forward_skb`): checks its size, scrubs what belongs to the sender's namespace, and
  /// queues it in the backlog. Returns whether it was queued.
  public final boolean cross(Packet packet) {
    return readies(packet) && machine.backlog().add(packet);
  }

  /// As [#cross], into a device that joins what it receives.
  protected final boolean crossJoined(Packet packet) {
    return readies(packet) && machine.backlog().join(packet);
  }

  /// A packet that came through a tunnel is received by this device, whose it is: its counts have
  /// been made (`gro_cells_receive`).
  protected final boolean receiveFromTunnel(Packet packet) {
    boolean joins = joinsDecapsulated() && !packet.isShared();
    return joins ? machine.backlog().join(packet) : machine.backlog().add(packet);
  }

  /// Whether it joins what came through a tunnel.
  protected boolean joinsDecapsulated() {
    return has(Features.GRO);
  }

  private boolean readies(Packet packet) {
    if (!forwards(packet) || packet.length() < headerLength()) {
      statistics.rxDropped++;
      world.drop(packet, DropReason.TX_NOT_FORWARDABLE);
      return false;
    }
    NetDevice from = of(packet);
    packet.scrub(from == null || from.netns != netns);
    arrive(packet);
    return true;
  }

  /// Whether a frame, with its link header at the head, may be handed to this device
  /// (`is_skb_forwardable`): it is up, and the frame fits, a VLAN tag more than the MTU says,
  /// unless it is to be cut anyway.
  public final boolean forwards(Packet packet) {
    return (flags & DeviceFlags.UP) != 0
        && (packet.length() <= mtu + headerLength() + VlanTag.HEADER || packet.segmentSize() != 0);
  }

  /// Reads the link header of a frame that has come to this device, which is its device from now
  /// on, and pulls it (`eth_type_trans`).
  protected void arrive(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    packet.link(at);
    packet.device(this);
    long destination = Ethernet.destination(bytes, at);
    if (destination == address.value()) {
      packet.type(Packet.Type.HOST);
    } else if (Mac.isMulticast(destination)) {
      packet.type(
          destination == Mac.BROADCAST.value() ? Packet.Type.BROADCAST : Packet.Type.MULTICAST);
    } else {
      packet.type(Packet.Type.OTHERHOST);
    }
    packet.protocol(Ethernet.protocol(bytes, at, packet.tail()));
    packet.pull(Ethernet.HEADER);
    packet.network(packet.head());
  }

  /// Counts a packet that was dropped while it was this device's.
  final void countDropped(DropReason reason) {
    DropCounts counts = drops;
    if (counts == null) {
      counts = new DropCounts();
      drops = counts;
    }
    counts.count(reason);
  }

  /// How many packets were dropped while they were this device's, for that reason.
  public final long dropped(DropReason reason) {
    return drops == null ? 0 : drops.of(reason);
  }

  // ---- the way up

  /// The packet, whose link header has been read, has come in (`__netif_receive_skb`). It goes up a
  /// stack of devices in a loop.
  public final void receive(Packet packet) {
    if (packet.originalIndex() == 0) {
      packet.originalIndex(index);
    }
    NetDevice device = this;
    do {
      device = device.receiveHere(packet);
    } while (device != null);
  }

  /// Receives a packet that has come in by another device, so it is not counted here
  /// (`netif_receive_skb` of a redirected packet).
  public final void receiveRedirected(Packet packet) {
    goUp(classify(packet), packet);
  }

  /// Receives a packet whose filters at ingress have judged it, and sent it elsewhere meanwhile
  /// (`tc_skip_classify`).
  public final void receiveClassified(Packet packet) {
    goUp(handle(packet), packet);
  }

  private static void goUp(@Nullable NetDevice device, Packet packet) {
    if (device != null) {
      device.receive(packet);
    }
  }

  /// One round of the loop; returns the device above that receives the packet next, or null.
  private @Nullable NetDevice receiveHere(Packet packet) {
    countReceived(packet);
    return classify(packet);
  }

  private @Nullable NetDevice classify(Packet packet) {
    if (EtherType.isVlan(packet.protocol()) && !VlanTag.pullInside(packet)) {
      world.drop(packet, DropReason.PKT_TOO_SMALL);
      return null;
    }
    if (packet.trace() != null) {
      world.journeys().note(packet, this, packet.link(), new DeviceStages.Receive(name));
    }
    return plainIn ? handle(packet) : meetIngress(packet);
  }

  /// Shows the packet to those who watch, and lets filters and hook at ingress judge it
  /// (`sch_handle_ingress`, `nf_ingress`).
  private @Nullable NetDevice meetIngress(Packet packet) {
    if (watched) {
      tap(packet, false);
    }
    TcHook tc = tcIngress;
    if (tc != null && tc.judge(packet, this) != TcHook.PASS) {
      return null;
    }
    Hook hook = ingress;
    if (hook != null) {
      hook.run(packet, this, null, AFTER_INGRESS);
      return null;
    }
    return handle(packet);
  }

  private @Nullable NetDevice handle(Packet packet) {
    if (packet.vlan() != Packet.NO_VLAN && vlans != null) {
      RxHandler vlan = vlans.find(packet.vlanProtocol(), VlanTag.id(packet.vlan()));
      if (vlan != null) {
        return vlan.handle(packet) == Result.ANOTHER ? of(packet) : null;
      }
    }
    RxHandler handler = rxHandler;
    Result result = handler == null ? Result.PASS : handler.handle(packet);
    if (result == Result.CONSUMED) {
      return null;
    }
    if (result == Result.ANOTHER) {
      return of(packet);
    }
    if (packet.vlan() != Packet.NO_VLAN) {
      return deliverTagged(packet, result == Result.EXACT);
    }
    deliver(packet, result == Result.EXACT);
    return null;
  }

  /// Delivers a packet whose VLAN nobody has a device for. Tagged for no VLAN, only with a
  /// priority, it is taken as if it had no tag, or as its inner tag says; else it is somebody
  /// else's.
  private @Nullable NetDevice deliverTagged(Packet packet, boolean exact) {
    if (VlanTag.id(packet.vlan()) != 0) {
      packet.type(Packet.Type.OTHERHOST);
      packet.vlan(0, Packet.NO_VLAN);
    } else {
      packet.vlan(0, Packet.NO_VLAN);
      if (EtherType.isVlan(packet.protocol())) {
        return this;
      }
    }
    deliver(packet, exact);
    return null;
  }

  /// How a packet goes on that a hook at ingress lets pass.
  private static final Continuation AFTER_INGRESS =
      (packet, in, out) -> {
        goUp(in == null ? null : in.handle(packet), packet);
        return 0;
      };

  private void deliver(Packet packet, boolean exact) {
    if (watched) {
      tapProtocol(packet);
    }
    ProtocolHandler handler = exact ? null : machine.protocol(packet.protocol());
    if (handler == null) {
      unhandled(packet, exact);
      return;
    }
    handler.receive(packet, this);
  }

  /// No protocol wants the packet: it is lost, unless a packet socket has it.
  private void unhandled(Packet packet, boolean exact) {
    if (PacketTap.isSeen(taps, packet) || PacketTap.isSeen(netns.taps(), packet)) {
      world.consume(packet);
      return;
    }
    if (exact) {
      statistics.rxNohandler++;
    } else {
      statistics.rxDropped++;
    }
    world.drop(packet, DropReason.UNHANDLED_PROTO);
  }

  private void tap(Packet packet, boolean outgoing) {
    if (outgoing) {
      packet.link(packet.head());
    }
    PacketTap.seeAll(taps, packet, outgoing);
    PacketTap.seeAll(netns.taps(), packet, outgoing);
  }

  private void tapProtocol(Packet packet) {
    PacketTap.seeProtocol(taps, packet);
    PacketTap.seeProtocol(netns.taps(), packet);
  }

  /// Lets `tap` see the packets of this device; null takes the place of those that are gone.
  void taps(PacketTap @Nullable [] value) {
    taps = value;
    lookAround();
  }

  /// Finds out what packets meet here, after something of that has changed.
  final void lookAround() {
    watched = taps != null || netns.hasTaps();
    plainOut = egress == null && tcEgress == null && queue == null && !watched;
    plainIn = ingress == null && tcIngress == null && !watched;
  }

  PacketTap @Nullable [] taps() {
    return taps;
  }

  // ---- who it is

  /// The kind it was made as, or null for `lo`.
  public final @Nullable DeviceKind kind() {
    return kind;
  }

  public final Netns netns() {
    return netns;
  }

  final void netns(Netns value) {
    netns = value;
    lookAround();
  }

  public final String name() {
    return name;
  }

  final void name(String value) {
    name = value;
  }

  /// The interface index, unique in its namespace.
  public final int index() {
    return index;
  }

  final void index(int value) {
    index = value;
  }

  /// Whether it belongs to its namespace: between registration and removal.
  public final boolean isRegistered() {
    return registered;
  }

  final void registered(boolean value) {
    registered = value;
  }

  public final Statistics statistics() {
    return statistics;
  }

  public final @Nullable String alias() {
    return alias;
  }

  final void alias(@Nullable String value) {
    alias = value;
  }

  /// Alternative names, in the order they were given.
  public final List<String> altNames() {
    return altNames == null ? List.of() : altNames;
  }

  final void altNames(List<String> value) {
    altNames = value.isEmpty() ? null : List.copyOf(value);
  }

  // ---- settings

  /// The administrative flags and those that follow from the state, as `ip link` shows them
  /// (`dev_get_flags`).
  public final int shownFlags() {
    int shown = flags & ~(DeviceFlags.PROMISC | DeviceFlags.ALLMULTI);
    if (receiveMode().isPromiscByUser()) {
      shown |= DeviceFlags.PROMISC;
    }
    if (receiveMode().isAllMultiByUser()) {
      shown |= DeviceFlags.ALLMULTI;
    }
    if (isUp()) {
      if (operState == OperState.UP || operState == OperState.UNKNOWN) {
        shown |= DeviceFlags.RUNNING;
      }
      if (carrier) {
        shown |= DeviceFlags.LOWER_UP;
      }
    }
    return shown;
  }

  public final int flags() {
    return flags;
  }

  /// Sets the flags; for the kind's constructor and the request handling.
  protected final void flags(int value) {
    flags = value;
  }

  final void setFlags(int value) {
    flags = value;
  }

  public final boolean isUp() {
    return (flags & DeviceFlags.UP) != 0;
  }

  /// Up, and able to send (`netif_running && netif_carrier_ok`).
  public final boolean isRunning() {
    return isUp() && carrier;
  }

  public final boolean isLoopback() {
    return (flags & DeviceFlags.LOOPBACK) != 0;
  }

  /// Which frames it takes beside those to its own address, made on first use.
  public final ReceiveMode receiveMode() {
    if (receiveMode == null) {
      receiveMode = new ReceiveMode(this);
    }
    return receiveMode;
  }

  /// The largest network packet it takes, in bytes, without the link header.
  public final int mtu() {
    return mtu;
  }

  /// Sets the MTU; for the kind and the request handling.
  protected final void mtu(int bytes) {
    mtu = bytes;
  }

  final void setMtu(int bytes) {
    mtu = bytes;
  }

  public final int minMtu() {
    return minMtu;
  }

  public final int maxMtu() {
    return maxMtu;
  }

  /// Sets the bounds of the MTU; 0 as the upper one means none.
  protected final void mtuBounds(int least, int most) {
    minMtu = least;
    maxMtu = most;
  }

  public final int txQueueLength() {
    return txQueueLength;
  }

  public final void txQueueLength(int packets) {
    txQueueLength = packets;
  }

  /// How many queues it sends by and receives by.
  public final int numTxQueues() {
    return numTxQueues;
  }

  public final int numRxQueues() {
    return numRxQueues;
  }

  /// How many of them are in use (`real_num_tx_queues`, `real_num_rx_queues`): all, until somebody
  /// says less.
  public final int realTxQueues() {
    return realTxQueues;
  }

  public final int realRxQueues() {
    return realRxQueues;
  }

  /// Lets it use so many of the queues that it has.
  public final void realQueues(int tx, int rx) {
    realTxQueues = tx;
    realRxQueues = rx;
  }

  protected final void queues(int tx, int rx) {
    numTxQueues = tx;
    numRxQueues = rx;
    realQueues(tx, rx);
  }

  final void setQueues(int tx, int rx) {
    queues(tx, rx);
  }

  /// The number of the group it belongs to.
  public final int group() {
    return group;
  }

  public final void group(int number) {
    group = number;
  }

  /// Bits of [Features].
  public final long features() {
    return features;
  }

  /// Whether it has these [Features].
  public final boolean has(long feature) {
    return (features & feature) == feature;
  }

  protected final void features(long value) {
    features = value;
  }

  /// How large a packet with a segment size it takes.
  public final GsoLimits gso() {
    return gso;
  }

  protected final void gso(GsoLimits value) {
    gso = value;
  }

  final void setGso(GsoLimits value) {
    gso = value;
  }

  /// Marks it as the port of a bond, or no longer (`IFF_SLAVE`).
  public final void slave(boolean on) {
    flags = on ? flags | DeviceFlags.SLAVE : flags & ~DeviceFlags.SLAVE;
  }

  /// The link-layer address.
  public final Mac address() {
    return address;
  }

  /// Sets the address without telling anyone; see [Links#changeAddress] for the one that does.
  protected final void address(Mac value) {
    address = value;
  }

  /// Takes another address of its own accord, and tells those who listen.
  protected final void assumeAddress(Mac value) {
    address = value;
    netns.links().tell(NetdeviceEvent.CHANGEADDR, this);
  }

  /// Tells those who listen that something has happened to it, and monitors in which words (`event`
  /// of `ip monitor`).
  protected final void proclaim(NetdeviceEvent event, String words) {
    netns.links().announce(this, words);
    machine.notifiers().announce(event, this);
  }

  final void setAddress(Mac value) {
    Mac before = address;
    address = value;
    addressOrigin = AddressOrigin.SET;
    addressChanged(before);
  }

  /// Where it has its address from.
  public final AddressOrigin addressOrigin() {
    return addressOrigin;
  }

  /// Says where it has its address from; whoever sets one from outside need not.
  protected final void addressOrigin(AddressOrigin value) {
    addressOrigin = value;
  }

  /// Where it has its name from.
  public final NameOrigin nameOrigin() {
    return nameOrigin;
  }

  public final void nameOrigin(NameOrigin value) {
    nameOrigin = value;
  }

  public final Mac broadcast() {
    return broadcast;
  }

  public final void broadcast(Mac value) {
    broadcast = value;
  }

  public final boolean isProtoDown() {
    return protoDown;
  }

  final void protoDown(boolean value) {
    protoDown = value;
  }

  // ---- traffic control

  /// What its queueing discipline is called: `noop` before it has been up for the first time.
  public final String qdisc() {
    return traffic == null ? "noop" : traffic.rootKind();
  }

  /// What traffic control keeps for it, or null before it has been up and nobody has asked.
  public final @Nullable TrafficPart traffic() {
    return traffic;
  }

  public final void traffic(TrafficPart part) {
    traffic = part;
  }

  /// Where its packets wait; null lets them go at once.
  public final void queue(@Nullable TxQueue value) {
    queue = value;
    lookAround();
  }

  /// The filters that its packets meet on the way in (INGRESS) or out (EGRESS); null for none.
  public final void tcHook(HookPoint point, @Nullable TcHook hook) {
    if (point == HookPoint.INGRESS) {
      tcIngress = hook;
    } else {
      tcEgress = hook;
    }
    lookAround();
  }

  /// Gets the default discipline when it comes up without one (`dev_activate`).
  final void attachQdisc() {
    if (traffic == null) {
      traffic = machine.newTraffic(this);
    }
    traffic.activate();
  }

  final void resetQdisc() {
    if (traffic != null) {
      traffic.shutdown();
      traffic = null;
    }
  }

  // ---- state

  /// Whether something is plugged in at the other end.
  public final boolean hasCarrier() {
    return carrier;
  }

  /// Says whether something is plugged in (`netif_carrier_on`, `netif_carrier_off`); the link watch
  /// draws the conclusions.
  public final void carrier(boolean on) {
    if (carrier == on) {
      return;
    }
    carrier = on;
    if (registered) {
      if (on) {
        carrierUps++;
      } else {
        carrierDowns++;
      }
      machine.linkWatch().fire(this);
    }
  }

  /// Lets the link watch look at a device whose carrier is that of another
  /// (`linkwatch_fire_event`).
  protected final void watchLink() {
    machine.linkWatch().fire(this);
  }

  /// Whether it sends: it is up, and has been seen to have a carrier (`dev_activate`).
  public final boolean isActive() {
    return active;
  }

  final void active(boolean value) {
    boolean ends = active && !value;
    active = value;
    if (ends && traffic != null) {
      traffic.deactivate();
    }
  }

  /// Whether the link watch has yet to look at it.
  final boolean isLinkWatched() {
    return linkWatched;
  }

  final void linkWatched(boolean value) {
    linkWatched = value;
  }

  public final int carrierUps() {
    return carrierUps;
  }

  public final int carrierDowns() {
    return carrierDowns;
  }

  public final OperState operState() {
    return operState;
  }

  /// Sets the state; for the constructor of a kind whose state says nothing, and the watch.
  protected final void operState(OperState value) {
    operState = value;
  }

  /// Whether it goes dormant rather than up when its carrier comes (`IF_LINK_MODE_DORMANT`).
  public final boolean isDormantMode() {
    return dormantMode;
  }

  final void dormantMode(boolean value) {
    dormantMode = value;
  }

  // ---- above and below

  /// The device that has taken it as a port, or null.
  public final @Nullable NetDevice master() {
    return master;
  }

  final void master(@Nullable NetDevice value) {
    master = value;
  }

  /// The devices above it: those that send through it, its master included.
  public final List<NetDevice> uppers() {
    return uppers == null ? List.of() : uppers;
  }

  /// The devices below it: those it sends through, its ports included.
  public final List<NetDevice> lowers() {
    return lowers == null ? List.of() : lowers;
  }

  /// Links this device above `lower` (`netdev_upper_dev_link`); `asMaster` when it takes it as a
  /// port.
  public final void linkAbove(NetDevice lower, boolean asMaster) throws NetlinkException {
    Adjacency.check(this, lower, asMaster);
    machine.notifiers().notify(NetdeviceEvent.PRECHANGEUPPER, lower);
    lower.uppers = Adjacency.with(lower.uppers, this);
    lowers = Adjacency.with(lowers, lower);
    if (asMaster) {
      lower.master = this;
    }
    lower.netns.links().tell(NetdeviceEvent.CHANGEUPPER, lower);
  }

  /// Undoes [#linkAbove].
  public final void unlinkAbove(NetDevice lower) {
    lower.uppers = Adjacency.without(lower.uppers, this);
    lowers = Adjacency.without(lowers, lower);
    if (lower.master == this) {
      lower.master = null;
    }
    lower.netns.links().tell(NetdeviceEvent.CHANGEUPPER, lower);
  }

  /// Whether it stands above another device, directly or not (`netdev_has_upper_dev`).
  public final boolean isAbove(NetDevice other) {
    for (NetDevice below : lowers()) {
      if (below == other || below.isAbove(other)) {
        return true;
      }
    }
    return false;
  }

  /// What takes its frames before any protocol, or null.
  public final @Nullable RxHandler rxHandler() {
    return rxHandler;
  }

  /// Registers what takes its frames; at most one.
  public final void rxHandler(RxHandler value) throws NetlinkException {
    if (rxHandler != null) {
      throw new NetlinkException(Errno.EBUSY);
    }
    if (has(Features.NO_RX_HANDLER)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    rxHandler = value;
  }

  /// Undoes [#rxHandler(RxHandler)].
  public final void removeRxHandler() {
    rxHandler = null;
  }

  /// What packets of the network protocols meet before they are routed, or null.
  public final @Nullable L3Receiver l3Receiver() {
    return l3Receiver;
  }

  public final void l3Receiver(@Nullable L3Receiver value) {
    l3Receiver = value;
  }

  /// The VLAN devices above it, made on first use.
  public final VlanDevices vlanDevices() {
    if (vlans == null) {
      vlans = new VlanDevices();
    }
    return vlans;
  }

  /// Whether there have been VLAN devices above it.
  public final boolean hasVlanDevices() {
    return vlans != null;
  }

  /// What its master keeps for it, or null when it is nobody's port.
  public final PortKind.@Nullable Port port() {
    return port;
  }

  public final void port(PortKind.@Nullable Port value) {
    port = value;
  }

  /// The netdev hook its packets pass on the way in (INGRESS) or out (EGRESS), made on first use.
  public final Hook hook(HookPoint point) {
    Hook hook = point == HookPoint.INGRESS ? ingress : egress;
    if (hook == null) {
      hook = new Hook(netns, HookFamily.NETDEV, point);
      if (point == HookPoint.INGRESS) {
        ingress = hook;
      } else {
        egress = hook;
      }
      lookAround();
    }
    return hook;
  }

  // ---- statistics of hardware

  /// Whether its hardware should count what it routes (`IFLA_OFFLOAD_XSTATS_L3_STATS`). None here
  /// does.
  public final boolean wantsOffloadStatistics() {
    return wantsOffloadStatistics;
  }

  /// Asks its hardware to count what it routes, or to stop.
  public final void wantOffloadStatistics(boolean wanted) {
    if (wantsOffloadStatistics != wanted) {
      wantsOffloadStatistics = wanted;
      netns.announce(new OffloadStatisticsAnnouncement(index, name, wanted));
    }
  }

  // ---- what protocols keep

  /// What IPv4 keeps for it (`ip_ptr`).
  public final @Nullable DevicePart inet() {
    return inet;
  }

  public final void inet(@Nullable DevicePart part) {
    inet = part;
  }

  /// What IPv6 keeps for it (`ip6_ptr`).
  public final @Nullable DevicePart inet6() {
    return inet6;
  }

  public final void inet6(@Nullable DevicePart part) {
    inet6 = part;
  }

  /// What label switching keeps for it (`mpls_ptr`).
  public final @Nullable DevicePart mpls() {
    return mpls;
  }

  public final void mpls(@Nullable DevicePart part) {
    mpls = part;
  }

  @Override
  public final String toString() {
    return name + "@" + netns.displayName();
  }
}
