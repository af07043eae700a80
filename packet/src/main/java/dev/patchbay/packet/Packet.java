package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// One frame on its way: its bytes, and the little the network knows about it (the kernel's
/// `sk_buff`).
///
/// ```
///  bytes  0        head                              tail      bytes.length
///         | headroom | link | network | transport | … | tailroom |
/// ```
///
/// [#push] and [#pull] move `head`, [#put] and [#trim] move `tail`; the bytes stay where they are.
/// Offsets are indexes into [#bytes], so they survive a push, and a copy keeps them.
///
/// **One owner.** Whoever is handed a packet hands it on, queues it, or ends it, once. **Buffers
/// are counted**: clones share bytes, [#push], [#put] and [#edit] give a packet bytes of its own
/// first. Whoever writes to [#bytes] calls `edit()` before; reading never needs to.
///
/// Objects of the layers above (device, route, connection, …) hang on the packet under the marker
/// interfaces below; each owner has the typed way back, such as `NetDevice.of(packet)`.
public final class Packet {
  /// What a `NetDevice` is to a packet.
  public interface Device {}

  /// What a route is to a packet (the kernel's `dst_entry`).
  public interface Destination {}

  /// What a tracked connection is to a packet (`nf_conn`).
  public interface Connection {}

  /// What a socket is to a packet it sent.
  public interface Owner {
    /// A packet that it was charged so many bytes for is none of its any more: it has left the
    /// host, or ended (`skb->destructor`).
    default void released(int bytes) {}

    /// A discipline sends none of its packets before the time that the packet's [#timestamp()]
    /// says. Returns whether its packets have such times, and so a flow of their own
    /// (`SK_PACING_FQ`).
    default boolean pacedByDiscipline() {
      return false;
    }
  }

  /// The bridge ports a bridged packet came in and goes out by (`nf_bridge_info`).
  public interface BridgePorts {}

  /// The outer addresses and keys of a packet that leaves or left a tunnel (`metadata_dst`).
  public interface TunnelMetadata {}

  /// What is being recorded about the packet.
  public interface Trace {}

  /// Whom a received frame was addressed to (`PACKET_HOST` and so on).
  public enum Type {
    HOST,
    BROADCAST,
    MULTICAST,
    OTHERHOST,
    OUTGOING,
    LOOPBACK
  }

  /// What is known of the transport checksum (`ip_summed`).
  public enum ChecksumState {
    /// Nothing is known; the receiver has to verify it.
    NONE,
    /// Verified, or never left the machine.
    UNNECESSARY,
    /// To be filled in from [Packet#checksumStart] on, before the packet leaves for a device that
    /// cannot.
    PARTIAL
  }

  // What a packet is to its connection (`ip_conntrack_info`).
  private static final int RELATED = 1;
  private static final int REPLY = 3;

  /// An offset that has not been set.
  public static final int UNSET = -1;

  /// No VLAN tag beside the packet.
  public static final int NO_VLAN = -1;

  final PacketPool pool;
  Buffer buffer;
  private byte[] bytes;

  /// Whether another packet may have the same bytes: true from the moment there is one until this
  /// packet next wants to write.
  boolean shared;

  private int head;
  private int tail;

  private int link;
  private int network;
  private int transport;

  private @Nullable Device device;
  private int originalIndex;
  private int protocol;
  private Type type = Type.HOST;
  private int flags;
  private @Nullable Destination destination;
  private @Nullable Owner owner;
  private int charge;
  private @Nullable Connection connection;
  private int connectionInfo;
  private ChecksumState checksum = ChecksumState.NONE;
  private @Nullable Trace trace;

  /// Whether any of the fields below has been set since the packet was made. Most packets never
  /// need them, and making, copying and scrubbing one is quicker without.
  private boolean extended = true;

  /// Whether the packet has given up the bytes in front of it.
  private boolean payloadOnly;

  private int innerNetwork;
  private int innerTransport;
  private int vlan;
  private int vlanProtocol;
  private int mark;
  private int priority;
  private int queue;
  private int hash;
  private int cost;
  private long timestamp;
  private @Nullable BridgePorts bridgePorts;
  private @Nullable TunnelMetadata tunnel;
  private int checksumStart;
  private int checksumOffset;
  private int segmentSize;
  private int segmentKinds;

  Packet(PacketPool pool, Buffer buffer) {
    this.pool = pool;
    this.buffer = buffer;
    this.bytes = buffer.bytes;
  }

  // ---- bytes

  /// The bytes, to read. Valid until the next call that may move them: `push`, `put`, `edit`.
  public byte[] bytes() {
    return bytes;
  }

  /// The index of the first byte of the packet.
  public int head() {
    return head;
  }

  /// The index behind the last byte of the packet.
  public int tail() {
    return tail;
  }

  /// How many bytes the packet has, from head to tail.
  public int length() {
    return tail - head;
  }

  /// Puts `count` bytes in front and returns the new head; what they hold is undefined. Un-shares,
  /// and grows the headroom.
  public int push(int count) {
    if ((shared && !mayPush()) || count > head) {
      own(Math.max(count - head, 0), 0);
    }
    head -= count;
    return head;
  }

  /// Whether the bytes in front are this packet's, although others share those behind.
  private boolean mayPush() {
    return !payloadOnly && buffer.payloadReferences > 0 && buffer.hasOneHeader();
  }

  /// Gives up the bytes in front of the head (`__skb_header_release`): a clone may push headers
  /// there without a copy, as long as it is the only one. Nothing is pushed onto this packet any
  /// more.
  public void releaseHeader() {
    if (!payloadOnly) {
      payloadOnly = true;
      buffer.payloadReferences++;
    }
    buffer.payloadStart = head;
  }

  /// Takes `count` bytes off the front, which must be there, and returns the new head. The bytes
  /// stay readable.
  public int pull(int count) {
    assert count <= tail - head;
    head += count;
    return head;
  }

  /// Takes back a [#pull] of `count` bytes that nobody has written over since, and returns the new
  /// head. Shared bytes stay shared.
  public int unpull(int count) {
    assert count <= head;
    head -= count;
    return head;
  }

  /// Adds `count` bytes at the end and returns the index of the first of them; what they hold is
  /// undefined. Un-shares, grows.
  public int put(int count) {
    if (shared || tail + count > bytes.length) {
      own(0, Math.max(tail + count - bytes.length, 0));
    }
    int at = tail;
    tail += count;
    return at;
  }

  /// Cuts the packet to `length` bytes from the head, if it is longer.
  public void trim(int length) {
    if (length < tail - head) {
      tail = head + length;
    }
  }

  /// Makes the bytes this packet's own, so that they may be written, and returns them.
  public byte[] edit() {
    if (shared) {
      own(0, 0);
    }
    return bytes;
  }

  /// Whether another packet has the same bytes.
  public boolean isShared() {
    return shared && buffer.references > 1;
  }

  /// Sees to it that the bytes are this packet's own, with so much more room.
  private void own(int moreHeadroom, int moreTailroom) {
    if (buffer.references != 1 || moreHeadroom + moreTailroom > 0) {
      move(moreHeadroom, moreTailroom);
    }
    shared = false;
  }

  private void move(int moreHeadroom, int moreTailroom) {
    int shift = moreHeadroom == 0 ? 0 : moreHeadroom + PacketPool.HEADROOM;
    Buffer old = buffer;
    keepHeader();
    hold(pool.takeBytes(old.bytes.length + shift + moreTailroom));
    // The headroom, too: pulled headers still belong to the packet (a bridge pushes the link header
    // back, an ICMP error quotes the network header).
    System.arraycopy(old.bytes, 0, bytes, shift, tail);
    pool.release(old);
    if (shift != 0) {
      head += shift;
      tail += shift;
      link = shifted(link, shift);
      network = shifted(network, shift);
      transport = shifted(transport, shift);
      innerNetwork = shifted(innerNetwork, shift);
      innerTransport = shifted(innerTransport, shift);
      checksumStart = extended ? checksumStart + shift : 0;
    }
  }

  /// Takes back [#releaseHeader].
  void keepHeader() {
    if (payloadOnly) {
      payloadOnly = false;
      buffer.payloadReferences--;
    }
  }

  private static int shifted(int offset, int shift) {
    return offset == UNSET ? UNSET : offset + shift;
  }

  // ---- offsets

  /// Where the link header begins, an index into [#bytes], or [#UNSET].
  public int link() {
    return link;
  }

  public void link(int at) {
    link = at;
  }

  /// Where the network header begins, an index into [#bytes], or [#UNSET].
  public int network() {
    return network;
  }

  public void network(int at) {
    network = at;
  }

  /// Where the transport header begins, an index into [#bytes], or [#UNSET].
  public int transport() {
    return transport;
  }

  public void transport(int at) {
    transport = at;
  }

  /// Where the network header inside a tunnel begins, or [#UNSET].
  public int innerNetwork() {
    return innerNetwork;
  }

  public void innerNetwork(int at) {
    extended = true;
    innerNetwork = at;
  }

  /// Where the transport header inside a tunnel begins, or [#UNSET].
  public int innerTransport() {
    return innerTransport;
  }

  public void innerTransport(int at) {
    extended = true;
    innerTransport = at;
  }

  // ---- what the network knows

  /// The device the packet came in by or leaves by.
  public @Nullable Device device() {
    return device;
  }

  public void device(@Nullable Device value) {
    device = value;
  }

  /// The index of the device the packet first came in by, before VLAN, bridge or bond took it up
  /// (`skb_iif`); 0 when it has not come in.
  public int originalIndex() {
    return originalIndex;
  }

  public void originalIndex(int index) {
    originalIndex = index;
  }

  /// The EtherType of what follows the link header.
  public int protocol() {
    return protocol;
  }

  public void protocol(int etherType) {
    protocol = etherType;
  }

  /// Whom the frame was addressed to.
  public Type type() {
    return type;
  }

  public void type(Type value) {
    // To store a reference costs the collector's mark, and mostly it is there already.
    if (type != value) {
      type = value;
    }
  }

  /// The VLAN tag control information carried beside the bytes, or [#NO_VLAN].
  public int vlan() {
    return vlan;
  }

  /// The EtherType of the tag carried beside the bytes (802.1Q or 802.1ad).
  public int vlanProtocol() {
    return vlanProtocol;
  }

  public void vlan(int tagProtocol, int tci) {
    extended = true;
    vlanProtocol = tagProtocol;
    vlan = tci;
  }

  /// The firewall mark.
  public int mark() {
    return mark;
  }

  public void mark(int value) {
    extended = true;
    mark = value;
  }

  /// The queueing priority (`SO_PRIORITY`).
  public int priority() {
    return priority;
  }

  public void priority(int value) {
    extended |= value != 0;
    priority = value;
  }

  /// The queue that somebody has chosen for it, counted from 1; 0 when nobody has (`queue_mapping`
  /// of an sk_buff).
  public int queue() {
    return queue;
  }

  public void queue(int value) {
    extended |= value != 0;
    queue = value;
  }

  /// The flow hash, 0 while it has not been computed.
  public int hash() {
    return hash;
  }

  public void hash(int value) {
    extended = true;
    hash = value;
  }

  /// What traffic control reckons it as, in bytes, when that is not its length (`qdisc_skb_cb`);
  /// else 0.
  public int cost() {
    return cost;
  }

  public void cost(int bytes) {
    extended |= bytes != 0;
    cost = bytes;
  }

  /// Bits of the layer that holds the packet (the kernel's control block), see the layer's
  /// constants.
  public int flags() {
    return flags;
  }

  public void flags(int value) {
    flags = value;
  }

  /// When the packet was taken up, in nanoseconds of the lab's clock; 0 when nobody asked.
  public long timestamp() {
    return timestamp;
  }

  public void timestamp(long nanos) {
    extended |= nanos != 0;
    timestamp = nanos;
  }

  /// The route found for the packet.
  public @Nullable Destination destination() {
    return destination;
  }

  public void destination(@Nullable Destination value) {
    destination = value;
  }

  /// The tracked connection the packet belongs to.
  public @Nullable Connection connection() {
    return connection;
  }

  /// Direction and state of the packet within its connection (`ip_conntrack_info`).
  public int connectionInfo() {
    return connectionInfo;
  }

  public void connection(@Nullable Connection value, int info) {
    connection = value;
    connectionInfo = info;
  }

  /// The packet is an answer to `other` that says what went wrong: it belongs to the same
  /// connection, and goes the other way (`nf_ct_attach`).
  public void relateTo(Packet other) {
    if (other.connection != null) {
      connection(other.connection, other.connectionInfo < REPLY ? RELATED + REPLY : RELATED);
    }
  }

  /// The socket that sent the packet.
  public @Nullable Owner owner() {
    return owner;
  }

  public void owner(@Nullable Owner value) {
    discharge();
    owner = value;
  }

  /// Its owner is charged so many bytes until the packet is none of its any more
  /// (`skb_set_owner_w`), or a queue that it waits in. Copies and clones cost nothing.
  public void charge(int bytes) {
    charge = bytes;
  }

  /// What its owner, or the queue that it waits in, is charged for it; 0 for nothing.
  public int charge() {
    return charge;
  }

  /// Takes over what the owner is charged for another packet of its.
  void takeCharge(Packet other) {
    charge = other.charge;
    other.charge = 0;
  }

  /// The owner is charged nothing for it any more: it has left, or is delayed as if it had
  /// (`skb_orphan_partial`).
  public void discharge() {
    int bytes = charge;
    if (bytes != 0) {
      charge = 0;
      if (owner != null) {
        owner.released(bytes);
      }
    }
  }

  /// The bridge ports of a bridged packet that visits netfilter.
  public @Nullable BridgePorts bridgePorts() {
    return bridgePorts;
  }

  public void bridgePorts(@Nullable BridgePorts value) {
    extended = true;
    bridgePorts = value;
  }

  /// Outer addresses and keys for or from a tunnel.
  public @Nullable TunnelMetadata tunnel() {
    return tunnel;
  }

  public void tunnel(@Nullable TunnelMetadata value) {
    extended = true;
    tunnel = value;
  }

  /// What is known of the transport checksum.
  public ChecksumState checksum() {
    return checksum;
  }

  public void checksum(ChecksumState value) {
    if (checksum != value) {
      checksum = value;
    }
  }

  /// Where a [ChecksumState#PARTIAL] checksum starts to sum, an index into [#bytes].
  public int checksumStart() {
    return checksumStart;
  }

  /// Where a [ChecksumState#PARTIAL] checksum is stored, counted from [#checksumStart].
  public int checksumOffset() {
    return checksumOffset;
  }

  /// Leaves the checksum to the device: sums from index `start` on, stored at `start + offset`.
  public void checksumPartial(int start, int offset) {
    extended = true;
    checksum = ChecksumState.PARTIAL;
    checksumStart = start;
    checksumOffset = offset;
  }

  /// Payload bytes a segment when the packet is to be cut on its way, else 0 (`gso_size`).
  public int segmentSize() {
    return segmentSize;
  }

  /// How it may be cut (`gso_type`), bits of the layer that does it.
  public int segmentKinds() {
    return segmentKinds;
  }

  public void segmentation(int size, int kinds) {
    extended = true;
    segmentSize = size;
    segmentKinds = kinds;
  }

  /// What is being recorded about the packet, or null: the one check a stage makes.
  public @Nullable Trace trace() {
    return trace;
  }

  public void trace(@Nullable Trace value) {
    trace = value;
  }

  /// Whether it has nothing that most packets do without: no tag beside its bytes, no checksum to
  /// be filled in, no segments to be cut. One that is not plain may have none of them, either.
  public boolean isPlain() {
    return !extended;
  }

  // ---- life, for the pool

  /// Its bytes are these from now on.
  void hold(Buffer fresh) {
    buffer = fresh;
    bytes = fresh.bytes;
  }

  /// Forgets everything: an empty packet that begins at `start`.
  void reset(int start) {
    head = start;
    tail = start;
    link = UNSET;
    network = UNSET;
    transport = UNSET;
    device = null;
    originalIndex = 0;
    protocol = 0;
    type(Type.HOST);
    flags = 0;
    destination = null;
    owner = null;
    connection = null;
    connectionInfo = 0;
    checksum(ChecksumState.NONE);
    trace = null;
    if (extended) {
      resetExtension();
    }
  }

  private void resetExtension() {
    extended = false;
    innerNetwork = UNSET;
    innerTransport = UNSET;
    vlan = NO_VLAN;
    vlanProtocol = 0;
    mark = 0;
    priority = 0;
    queue = 0;
    hash = 0;
    cost = 0;
    timestamp = 0;
    bridgePorts = null;
    tunnel = null;
    checksumStart = 0;
    checksumOffset = 0;
    segmentSize = 0;
    segmentKinds = 0;
  }

  /// Takes over what is known of another packet, whose bytes stand `shift` further behind here.
  void takeAfter(Packet other, int shift) {
    link = shifted(other.link, shift);
    network = shifted(other.network, shift);
    transport = shifted(other.transport, shift);
    takeMetadata(other);
    if (extended) {
      innerNetwork = shifted(innerNetwork, shift);
      innerTransport = shifted(innerTransport, shift);
      checksumStart += shift;
    }
  }

  void copyFrom(Packet other) {
    hold(other.buffer);
    shared = true;
    head = other.head;
    tail = other.tail;
    link = other.link;
    network = other.network;
    transport = other.transport;
    takeMetadata(other);
  }

  private void takeMetadata(Packet other) {
    device = other.device;
    originalIndex = other.originalIndex;
    protocol = other.protocol;
    type = other.type;
    flags = other.flags;
    destination = other.destination;
    owner = other.owner;
    connection = other.connection;
    connectionInfo = other.connectionInfo;
    checksum = other.checksum;
    trace = other.trace;
    if (other.extended) {
      copyExtension(other);
    } else if (extended) {
      resetExtension();
    }
  }

  private void copyExtension(Packet other) {
    extended = true;
    innerNetwork = other.innerNetwork;
    innerTransport = other.innerTransport;
    vlan = other.vlan;
    vlanProtocol = other.vlanProtocol;
    mark = other.mark;
    priority = other.priority;
    queue = other.queue;
    hash = other.hash;
    cost = other.cost;
    timestamp = other.timestamp;
    bridgePorts = other.bridgePorts;
    tunnel = other.tunnel;
    checksumStart = other.checksumStart;
    checksumOffset = other.checksumOffset;
    segmentSize = other.segmentSize;
    segmentKinds = other.segmentKinds;
  }

  /// Lets go of what belongs to the device the packet leaves (`skb_scrub_packet`), and when it
  /// leaves the namespace, too, of its mark and its time.
  public void scrub(boolean leavesNamespace) {
    type(Type.HOST);
    originalIndex = 0;
    destination = null;
    discharge();
    owner = null;
    connection = null;
    connectionInfo = 0;
    flags = 0;
    if (extended) {
      scrubExtension(leavesNamespace);
    }
  }

  private void scrubExtension(boolean leavesNamespace) {
    bridgePorts = null;
    tunnel = null;
    priority = 0;
    queue = 0;
    if (leavesNamespace) {
      mark = 0;
      timestamp = 0;
    }
  }

  /// [#scrub(boolean)] of a packet that leaves the namespace.
  public void scrub() {
    scrub(true);
  }
}
