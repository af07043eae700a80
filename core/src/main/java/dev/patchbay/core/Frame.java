package dev.patchbay.core;

import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The first bytes of a packet as a journey remembers them: from the link header on, or where it
/// has none from the network header on. A VLAN tag beside the packet's bytes stands among these.
public final class Frame {
  /// How many bytes are remembered.
  private static final int MOST = 192;

  private final byte[] bytes;
  private final int length;
  private final int protocol;
  private final boolean hasLink;

  private Frame(byte[] bytes, int length, int protocol, boolean hasLink) {
    this.bytes = bytes;
    this.length = length;
    this.protocol = protocol;
    this.hasLink = hasLink;
  }

  /// A packet whose link header begins at `from`, an index into its bytes; `known` when that has
  /// the same bytes.
  static Frame withLink(Packet packet, int from, @Nullable Frame known) {
    byte[] bytes = copy(packet, from);
    int length = packet.tail() - from;
    if (packet.vlan() != Packet.NO_VLAN) {
      bytes = tagged(bytes, packet);
      length += VlanTag.HEADER;
    }
    if (known != null
        && known.hasLink
        && known.length == length
        && Arrays.equals(known.bytes, bytes)) {
      return known;
    }
    return new Frame(bytes, length, packet.protocol(), true);
  }

  /// A packet without link header, or whose link header says nothing.
  static Frame withoutLink(Packet packet) {
    int network = packet.network();
    int from = network >= 0 && network <= packet.tail() ? network : packet.head();
    return new Frame(copy(packet, from), packet.tail() - from, packet.protocol(), false);
  }

  private static byte[] copy(Packet packet, int from) {
    return Arrays.copyOfRange(packet.bytes(), from, Math.min(packet.tail(), from + MOST));
  }

  private static byte[] tagged(byte[] bytes, Packet packet) {
    int addresses = Ethernet.HEADER - 2;
    if (bytes.length < Ethernet.HEADER) {
      return bytes;
    }
    byte[] tagged = new byte[bytes.length + VlanTag.HEADER];
    System.arraycopy(bytes, 0, tagged, 0, addresses);
    Ethernet.type(tagged, 0, packet.vlanProtocol());
    VlanTag.tci(tagged, Ethernet.HEADER, packet.vlan());
    System.arraycopy(
        bytes, addresses, tagged, addresses + VlanTag.HEADER, bytes.length - addresses);
    return tagged;
  }

  /// The bytes, not to be written to.
  public byte[] bytes() {
    return bytes;
  }

  /// How many bytes the packet had, of which [#bytes] may be the first.
  public int length() {
    return length;
  }

  /// Whether it begins with an Ethernet header; else with the network header.
  public boolean hasLink() {
    return hasLink;
  }

  /// What the network header is: an EtherType, or 0.
  public int protocol() {
    return protocol;
  }
}
