package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.stack.socket.PacketRing;
import dev.patchbay.tools.tcpdump.Options.Direction;
import dev.patchbay.trace.pcap.PcapFilter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The ring of blocks that the kernel puts frames into (`TPACKET_V3`, packet_mmap.rst): what the
/// filter lets through, cut to the snapshot length. A block is handed over when it is full, or when
/// its time is up; with more than the ring holds, frames are dropped and counted.
///
/// ```
///  see ─► filter ─► open block ──(full, or time is up)──► handed over ─► poll
/// ```
final class Ring implements PacketRing, Ancillary {
  /// What a block holds.
  private static final int BLOCK = 262_144;

  /// What a frame takes beside its bytes.
  private static final int FRAME_HEADER = 96;

  private static final int COOKED_HEADER = 16;
  private static final int COOKED2_HEADER = 20;
  private static final int OUTGOING = 4;
  private static final int COOKED_ADDRESS = 8;

  private final LinkType type;
  private final PcapFilter filter;
  private final Direction direction;
  private final int snapLength;
  private final int capacity;
  private final ArrayDeque<CapturedFrame> open = new ArrayDeque<>();
  private final ArrayDeque<CapturedFrame> handedOver = new ArrayDeque<>();
  private int openBytes;
  private int bytes;
  private long received;
  private long dropped;

  /// The packet that the filter looks at.
  private @Nullable Packet packet;

  private boolean outgoing;

  Ring(LinkType type, PcapFilter filter, Direction direction, int snapLength, int capacity) {
    this.type = type;
    this.filter = filter;
    this.direction = direction;
    this.snapLength = snapLength;
    this.capacity = capacity;
  }

  /// How many frames the filter has let through.
  long received() {
    return received;
  }

  /// How many of them found no room.
  long dropped() {
    return dropped;
  }

  @Override
  public void put(Packet packet, boolean outgoing) {
    byte[] bare = frame(packet, outgoing);
    this.packet = packet;
    this.outgoing = outgoing;
    boolean matches = filter.matches(bare, 0, bare.length, bare.length, this);
    // libpcap looks at what was kept once more, for what came in before the kernel had the filter.
    boolean shows =
        matches && filter.matches(bare, 0, Math.min(bare.length, snapLength), bare.length, this);
    this.packet = null;
    if (!matches) {
      return;
    }
    received++;
    if (!shows || isUnwanted(packet, outgoing)) {
      return;
    }
    byte[] frame = type == LinkType.EN10MB ? tagged(bare, packet) : bare;
    int kept = Math.min(frame.length, snapLength);
    if (bytes + kept + FRAME_HEADER > capacity) {
      dropped++;
      return;
    }
    byte[] head = kept == frame.length ? frame : Arrays.copyOf(frame, kept);
    open.add(new CapturedFrame(time(packet), head, frame.length, type, 0));
    bytes += kept + FRAME_HEADER;
    openBytes += kept + FRAME_HEADER;
    if (openBytes > BLOCK) {
      handOver();
    }
  }

  /// What is known of the packet that the filter looks at.
  @Override
  public int load(int field) {
    Packet now = packet;
    if (now == null) {
      return 0;
    }
    NetDevice device = NetDevice.of(now);
    boolean tagged = now.vlan() != Packet.NO_VLAN;
    return switch (field) {
      case PROTOCOL -> now.protocol();
      case PACKET_TYPE -> packetType(now, outgoing);
      case IFINDEX -> device == null ? 0 : device.index();
      case MARK -> now.mark();
      case HARDWARE_TYPE -> device == null ? 0 : device.hardwareType();
      case VLAN_TAG -> tagged ? now.vlan() : 0;
      case VLAN_TAG_PRESENT -> tagged ? 1 : 0;
      case VLAN_PROTOCOL -> tagged ? now.vlanProtocol() : 0;
      default -> 0;
    };
  }

  /// What goes out by the loopback device comes in again: libpcap shows it once.
  private boolean isUnwanted(Packet packet, boolean outgoing) {
    NetDevice device = NetDevice.of(packet);
    boolean again = outgoing && device != null && device.isLoopback();
    return again || direction == (outgoing ? Direction.IN : Direction.OUT);
  }

  private static long time(Packet packet) {
    NetDevice device = NetDevice.of(packet);
    return packet.timestamp() != 0 || device == null
        ? packet.timestamp()
        : device.netns().world().loop().now();
  }

  /// The open block is handed over, full or not.
  void handOver() {
    handedOver.addAll(open);
    open.clear();
    openBytes = 0;
  }

  /// Whether the open block has frames, or one was handed over.
  boolean isEmpty() {
    return open.isEmpty() && handedOver.isEmpty();
  }

  /// The oldest frame that was handed over, or null.
  @Nullable CapturedFrame poll() {
    CapturedFrame frame = handedOver.poll();
    if (frame != null) {
      bytes -= frame.bytes().length + FRAME_HEADER;
    }
    return frame;
  }

  // ---- a frame's bytes

  private byte[] frame(Packet packet, boolean outgoing) {
    return switch (type) {
      case LINUX_SLL -> cooked(packet, outgoing);
      case LINUX_SLL2 -> cooked2(packet, outgoing);
      default -> plain(packet);
    };
  }

  private static byte[] plain(Packet packet) {
    return Arrays.copyOfRange(packet.bytes(), packet.link(), packet.tail());
  }

  /// As it was on the wire: with the VLAN tag among its bytes that stood beside them.
  private static byte[] tagged(byte[] bare, Packet packet) {
    int macs = 2 * Mac.BYTES;
    if (packet.vlan() == Packet.NO_VLAN || bare.length < macs) {
      return bare;
    }
    byte[] frame = new byte[bare.length + VlanTag.HEADER];
    System.arraycopy(bare, 0, frame, 0, macs);
    System.arraycopy(bare, macs, frame, macs + VlanTag.HEADER, bare.length - macs);
    put(frame, macs, packet.vlanProtocol());
    put(frame, macs + 2, packet.vlan());
    return frame;
  }

  private static byte[] cooked(Packet packet, boolean outgoing) {
    NetDevice device = NetDevice.of(packet);
    byte[] frame = payload(packet, device, COOKED_HEADER);
    put(frame, 0, packetType(packet, outgoing));
    put(frame, 2, device == null ? 0 : device.hardwareType());
    put(frame, 4, address(packet, device, frame, 6));
    put(frame, 14, packet.protocol());
    return frame;
  }

  private static byte[] cooked2(Packet packet, boolean outgoing) {
    NetDevice device = NetDevice.of(packet);
    byte[] frame = payload(packet, device, COOKED2_HEADER);
    put(frame, 0, packet.protocol());
    ByteBuffer.wrap(frame).putInt(4, device == null ? 0 : device.index());
    put(frame, 8, device == null ? 0 : device.hardwareType());
    frame[10] = (byte) packetType(packet, outgoing);
    frame[11] = (byte) address(packet, device, frame, 12);
    return frame;
  }

  private static byte[] payload(Packet packet, @Nullable NetDevice device, int header) {
    int from = packet.link() + (device == null ? 0 : device.headerLength());
    int length = Math.max(0, packet.tail() - from);
    byte[] frame = new byte[header + length];
    System.arraycopy(packet.bytes(), from, frame, header, length);
    return frame;
  }

  private static void put(byte[] frame, int at, int value) {
    ByteBuffer.wrap(frame).putShort(at, (short) value);
  }

  private static int packetType(Packet packet, boolean outgoing) {
    return outgoing ? OUTGOING : packet.type().ordinal();
  }

  /// Puts the sender's address there, and returns its length.
  private static int address(Packet packet, @Nullable NetDevice device, byte[] into, int at) {
    if (device == null || device.headerLength() != Ethernet.HEADER) {
      return 0;
    }
    System.arraycopy(packet.bytes(), packet.link() + Mac.BYTES, into, at, Mac.BYTES);
    return Math.min(Mac.BYTES, COOKED_ADDRESS);
  }
}
