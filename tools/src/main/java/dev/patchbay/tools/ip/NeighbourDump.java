package dev.patchbay.tools.ip;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.neighbour.NeighbourAnnouncement;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Neighbours as messages of rtnetlink (`neigh_fill_info`, linux/neighbour.h).
final class NeighbourDump {
  static final int NEW_NEIGHBOUR = 28;
  static final int DEL_NEIGHBOUR = 29;
  static final int BODY = 12;

  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int DST = 1;
  private static final int LLADDR = 2;
  private static final int CACHEINFO = 3;
  private static final int PROBES = 4;
  private static final int PROTOCOL = 12;
  private static final int FLAGS_EXT = 15;
  private static final int CACHE_SIZE = 16;

  /// Flags of a message (`NTF_…`).
  private static final int PROXY = 8;

  private static final int EXTERN_LEARNED = 16;
  private static final int ROUTER = 128;

  private NeighbourDump() {}

  /// Adds a message that tells of it.
  static void write(NetlinkDump.Writer writer, NeighbourAnnouncement announcement) {
    NeighbourSnapshot neighbour = announcement.neighbour();
    int type = announcement.gone() ? DEL_NEIGHBOUR : NEW_NEIGHBOUR;
    ByteBuffer head = writer.begin(type, false);
    head.putInt(neighbour.ip().isV4() ? INET : INET6).putInt(neighbour.ifindex());
    head.putShort((short) neighbour.state()).put((byte) flags(neighbour)).put((byte) 0);
    writer.bytes(DST, NetlinkDump.bytes(neighbour.ip()));
    Mac address = neighbour.address();
    if (address != null) {
      byte[] bytes = new byte[Mac.BYTES];
      address.write(bytes, 0);
      writer.bytes(LLADDR, Arrays.copyOf(bytes, Math.min(neighbour.addressLength(), Mac.BYTES)));
    }
    writer.number(PROBES, neighbour.probes());
    writer.bytes(CACHEINFO, ages(neighbour));
    if (neighbour.protocol() != 0) {
      writer.octet(PROTOCOL, neighbour.protocol());
    }
    if (neighbour.managed()) {
      writer.number(FLAGS_EXT, 1);
    }
    writer.end();
  }

  private static int flags(NeighbourSnapshot neighbour) {
    return (neighbour.proxy() ? PROXY : 0)
        | (neighbour.external() ? EXTERN_LEARNED : 0)
        | (neighbour.router() ? ROUTER : 0);
  }

  private static byte[] ages(NeighbourSnapshot neighbour) {
    ByteBuffer ages = ByteBuffer.allocate(CACHE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    ages.putInt((int) neighbour.confirmed()).putInt((int) neighbour.used());
    return ages.putInt((int) neighbour.updated()).putInt(neighbour.references()).array();
  }

  /// What a message tells; `name` knows what devices are called.
  static NeighbourAnnouncement read(
      NetlinkDump.Message message, boolean gone, IntFunction<String> name) {
    ByteBuffer body = message.body();
    int index = body.getInt(4);
    int flags = body.get(10) & 0xff;
    Ip any = body.get(0) == INET6 ? Ip.ANY6 : Ip.ANY4;
    return new NeighbourAnnouncement(
        new NeighbourSnapshot(
            Objects.requireNonNullElse(message.address(DST), any),
            index,
            index == 0 ? null : name.apply(index),
            address(message.attribute(LLADDR)),
            length(message.attribute(LLADDR)),
            body.getShort(8) & 0xffff,
            (flags & ROUTER) != 0,
            (flags & PROXY) != 0,
            (flags & EXTERN_LEARNED) != 0,
            message.number(FLAGS_EXT, 0) != 0,
            message.number(PROTOCOL, 0),
            age(message, 4),
            age(message, 0),
            age(message, 8),
            (int) age(message, 12),
            message.number(PROBES, 0)),
        gone);
  }

  private static @Nullable Mac address(@Nullable ByteBuffer value) {
    if (value == null || value.remaining() == 0) {
      return null;
    }
    byte[] bytes = new byte[Mac.BYTES];
    value.get(0, bytes, 0, length(value));
    return Mac.of(bytes, 0);
  }

  private static int length(@Nullable ByteBuffer address) {
    return address == null ? 0 : Math.min(address.remaining(), Mac.BYTES);
  }

  private static long age(NetlinkDump.Message message, int at) {
    ByteBuffer ages = message.attribute(CACHEINFO);
    return ages == null || ages.limit() < CACHE_SIZE ? 0 : Integer.toUnsignedLong(ages.getInt(at));
  }
}
