package dev.patchbay.stack.socket;

import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A packet socket (packet(7)): sends frames by a device, and gets copies of those that pass, of
/// one EtherType or of all. A cooked one (`SOCK_DGRAM`) leaves the link header to the device.
public final class PacketSocket extends Socket {
  /// Bytes that a VLAN tag adds to a frame of full size.
  private static final int VLAN_TAG = 4;

  private final boolean cooked;
  private @Nullable NetDevice device;
  private @Nullable Tap tap;
  private @Nullable PacketRing ring;
  private boolean promiscuous;

  /// Sees the frames of one device, or of all.
  private final class Tap implements PacketTap {
    private final int protocol;
    private final @Nullable NetDevice at;

    Tap(int protocol, @Nullable NetDevice at) {
      this.protocol = protocol;
      this.at = at;
    }

    @Override
    public int protocol() {
      return protocol;
    }

    @Override
    public @Nullable NetDevice device() {
      return at;
    }

    @Override
    public void see(Packet packet, boolean outgoing) {
      if (packet.owner() != PacketSocket.this && packet.type() != Packet.Type.LOOPBACK) {
        take(packet, outgoing);
      }
    }
  }

  /// A socket of the namespace that sees the frames of one EtherType, all of them with
  /// [PacketTap#ALL], or with 0 none until it is bound; `title` says in journeys who sends.
  public PacketSocket(Netns netns, boolean cooked, int protocol, String title) {
    super(netns, title);
    this.cooked = cooked;
    PacketSockets.of(netns.machine()).add(this);
    watch(null, protocol);
  }

  /// Opens one as a descriptor of the process.
  ///
  /// @throws SocketException `EPERM` when it is not root's
  public static PacketSocket open(Process process, boolean cooked, int protocol)
      throws SocketException {
    if (process.user() != 0) {
      throw new SocketException(Errno.EPERM);
    }
    PacketSocket socket = new PacketSocket(process.netns(), cooked, protocol, title(process));
    return install(socket, process);
  }

  /// Sees the frames of this EtherType at this device only, and sends by it (`bind`).
  ///
  /// @throws SocketException with an error that was pending
  public void bind(NetDevice to, int protocol) throws SocketException {
    failIfPending();
    watch(to, protocol);
    if (!to.isUp()) {
      pending(Errno.ENETDOWN);
    }
  }

  /// Sees the frames of this EtherType at every device (`bind` to no device).
  public void bindAll(int protocol) {
    watch(null, protocol);
  }

  private void watch(@Nullable NetDevice at, int protocol) {
    Tap before = tap;
    if (before != null) {
      netns().removeTap(before);
    }
    endPromiscuity();
    device = at;
    tap = protocol == 0 ? null : new Tap(protocol, at);
    if (tap != null) {
      netns().addTap(tap);
    }
  }

  /// From now on puts what it sees there, and nothing into its queue.
  public void ring(PacketRing value) {
    ring = value;
  }

  /// Asks the device it is bound to for every frame, as long as it is bound to it
  /// (`PACKET_MR_PROMISC`).
  public void promiscuous() {
    if (device != null && !promiscuous) {
      promiscuous = true;
      device.receiveMode().changePromiscuity(1);
    }
  }

  private void endPromiscuity() {
    if (device != null && promiscuous) {
      promiscuous = false;
      device.receiveMode().changePromiscuity(-1);
    }
  }

  /// Whether the device puts the link header in front (`SOCK_DGRAM`).
  public boolean isCooked() {
    return cooked;
  }

  /// The EtherType it sees, [PacketTap#ALL], or 0 for none.
  public int protocol() {
    return tap == null ? 0 : tap.protocol();
  }

  /// The device it is bound to, or null.
  public @Nullable NetDevice device() {
    return device;
  }

  /// A device has gone down, or for good.
  void deviceGone(NetDevice which, boolean forGood) {
    if (which == device) {
      pending(Errno.ENETDOWN);
      if (forGood) {
        watch(null, 0);
      }
    }
  }

  // ---- sending

  /// Sends a frame, which has its link header, by the device it is bound to.
  ///
  /// @throws SocketException `ENXIO` when it is not bound, `ENETDOWN` when the device is down,
  ///   `EINVAL` when the frame is shorter than its header, `EMSGSIZE` when it is too large
  public void send(byte[] frame) throws SocketException {
    NetDevice by = usable();
    if (frame.length < by.headerLength()) {
      throw new SocketException(Errno.EINVAL);
    }
    boolean tagged = frame.length >= Ethernet.HEADER && EtherType.isVlan(Ethernet.type(frame, 0));
    if (frame.length > by.mtu() + by.headerLength() + (tagged ? VLAN_TAG : 0)) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    Packet packet = packet(frame, by);
    packet.link(packet.head());
    packet.network(packet.head() + by.headerLength());
    packet.protocol(Ethernet.protocol(frame, 0, frame.length));
    transmit(packet, by);
  }

  /// Sends a payload to a station by the device it is bound to; the device puts the link header in
  /// front. For cooked sockets.
  ///
  /// @throws SocketException as [#send(byte\[\])]
  public void send(byte[] payload, int protocol, long station) throws SocketException {
    NetDevice by = usable();
    if (payload.length > by.mtu()) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    Packet packet = packet(payload, by);
    packet.network(packet.head());
    packet.protocol(protocol);
    by.pushHeader(packet, station, protocol);
    transmit(packet, by);
  }

  private NetDevice usable() throws SocketException {
    failIfPending();
    NetDevice by = device;
    if (by == null) {
      throw new SocketException(Errno.ENXIO);
    }
    if (!by.isUp()) {
      throw new SocketException(Errno.ENETDOWN);
    }
    return by;
  }

  private Packet packet(byte[] bytes, NetDevice by) {
    Packet packet = world().allocate(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.put(bytes.length), bytes.length);
    packet.device(by);
    return packet;
  }

  private void transmit(Packet packet, NetDevice by) throws SocketException {
    Leg before = begin(packet);
    int error = by.send(packet);
    sent(before);
    if (error != 0) {
      throw SocketException.of(error);
    }
  }

  // ---- receiving

  private void take(Packet packet, boolean outgoing) {
    if (ring != null) {
      ring.put(packet, outgoing);
    } else {
      keep(packet, outgoing);
    }
  }

  /// Keeps a copy of a frame that passes: from the link header on, or for a cooked socket from the
  /// network header on (`packet_rcv`).
  private void keep(Packet packet, boolean outgoing) {
    Packet copy = world().clone(packet);
    copy.owner(null);
    if (outgoing) {
      copy.type(Packet.Type.OUTGOING);
    }
    int from = cooked ? network(copy) : copy.link();
    if (from < copy.head()) {
      copy.unpull(copy.head() - from);
    } else {
      copy.pull(from - copy.head());
    }
    enqueue(copy);
  }

  private static int network(Packet packet) {
    NetDevice at = NetDevice.of(packet);
    return packet.link() + (at == null ? Ethernet.HEADER : at.headerLength());
  }

  /// The frame that has waited longest, or null when there is none.
  ///
  /// @throws SocketException with an error that was pending
  public @Nullable Frame receive() throws SocketException {
    failIfPending();
    Packet packet = dequeue();
    if (packet == null) {
      return null;
    }
    byte[] bytes = packet.bytes();
    NetDevice at = NetDevice.of(packet);
    boolean ethernet = at != null && at.headerLength() == Ethernet.HEADER;
    Frame frame =
        new Frame(
            Arrays.copyOfRange(bytes, packet.head(), packet.tail()),
            packet.protocol(),
            packet.type(),
            ethernet ? Mac.of(Ethernet.source(bytes, packet.link())) : Mac.ZERO,
            at == null ? 0 : at.index(),
            at == null ? 0 : at.hardwareType(),
            packet.timestamp());
    world().deliver(packet);
    return frame;
  }

  @Override
  protected void detach() {
    watch(null, 0);
    PacketSockets.of(netns().machine()).remove(this);
  }
}
