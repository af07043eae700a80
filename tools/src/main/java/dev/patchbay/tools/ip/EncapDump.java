package dev.patchbay.tools.ip;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.TunnelKey;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a route adds to packets (`encap`), as attributes of rtnetlink (`lwtunnel_fill_encap`,
/// linux/lwtunnel.h).
final class EncapDump {
  private static final int MPLS = 1;
  private static final int IP = 2;
  private static final int IP6 = 4;

  private static final int ID = 1;
  private static final int DST = 2;
  private static final int SRC = 3;
  private static final int TTL = 4;
  private static final int TOS = 5;
  private static final int FLAGS = 6;
  private static final int OPTIONS = 8;
  private static final int VXLAN = 2;
  private static final int GROUP = 1;

  private static final int LABELS = 1;
  private static final int LABELS_TTL = 2;

  private EncapDump() {}

  /// Adds it to a message, in which `kind` is the attribute for what it is and `nest` for what it
  /// says.
  static void write(
      NetlinkDump.Writer writer, int kind, int nest, @Nullable LightweightTunnel encap) {
    if (encap == null) {
      return;
    }
    int at = writer.open(nest);
    int number =
        switch (encap) {
          case TunnelKey key -> write(writer, key);
          case MplsTunnel tunnel -> write(writer, tunnel);
        };
    writer.close(at);
    writer.bytes(kind, new byte[] {(byte) number, 0});
  }

  private static int write(NetlinkDump.Writer writer, TunnelKey key) {
    writer.bytes(ID, ByteBuffer.allocate(Long.BYTES).putLong(key.id()).array());
    writer.bytes(DST, NetlinkDump.bytes(key.destination()));
    writer.bytes(SRC, NetlinkDump.bytes(key.source()));
    writer.octet(TOS, key.tos());
    writer.octet(TTL, key.ttl());
    writer.bytes(FLAGS, ByteBuffer.allocate(Short.BYTES).putShort((short) key.flags()).array());
    if (key.has(TunnelKey.HAS_GROUP)) {
      int options = writer.open(OPTIONS);
      int vxlan = writer.open(VXLAN);
      writer.number(GROUP, key.group());
      writer.close(vxlan);
      writer.close(options);
    }
    return key.isIpv6() ? IP6 : IP;
  }

  private static int write(NetlinkDump.Writer writer, MplsTunnel tunnel) {
    writer.bytes(LABELS, MplsDump.bytes(tunnel.labels()));
    if (tunnel.ttl() != MplsTunnel.USUAL_TTL) {
      writer.octet(LABELS_TTL, tunnel.ttl());
    }
    return MPLS;
  }

  /// What a message says of it, or null.
  static @Nullable LightweightTunnel read(NetlinkDump.Message message, int kind, int nest) {
    NetlinkDump.Message said = message.nested(nest);
    if (said == null) {
      return null;
    }
    return switch (message.number(kind, 0)) {
      case MPLS ->
          new MplsTunnel(
              MplsDump.labels(said.attribute(LABELS)),
              said.number(LABELS_TTL, MplsTunnel.USUAL_TTL));
      case IP -> key(said, Ip.ANY4);
      case IP6 -> key(said, Ip.ANY6);
      default -> null;
    };
  }

  private static TunnelKey key(NetlinkDump.Message said, Ip any) {
    ByteBuffer id = said.attribute(ID);
    ByteBuffer flags = said.attribute(FLAGS);
    NetlinkDump.Message options = said.nested(OPTIONS);
    NetlinkDump.Message vxlan = options == null ? null : options.nested(VXLAN);
    return new TunnelKey(
        id == null ? 0 : NetlinkDump.inNetworkOrder(id).getLong(),
        Objects.requireNonNullElse(said.address(SRC), any),
        Objects.requireNonNullElse(said.address(DST), any),
        said.number(TOS, 0),
        said.number(TTL, 0),
        0,
        0,
        0,
        flags == null ? 0 : NetlinkDump.inNetworkOrder(flags).getShort() & 0xffff,
        vxlan == null ? 0 : vxlan.number(GROUP, 0),
        TunnelKey.Way.GOES);
  }
}
