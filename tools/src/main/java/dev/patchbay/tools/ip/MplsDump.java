package dev.patchbay.tools.ip;

import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.mpls.MplsRequest;
import dev.patchbay.stack.mpls.MplsSnapshot;
import dev.patchbay.stack.mpls.MplsVia;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes of labels as messages of rtnetlink (`mpls_dump_route`, RFC 3032 for the labels).
final class MplsDump {
  /// `AF_MPLS`
  static final int FAMILY = 28;

  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int PACKET = 17;

  private static final int DST = 1;
  private static final int OIF = 4;
  private static final int MULTIPATH = 9;
  private static final int VIA = 18;
  private static final int NEWDST = 19;
  private static final int TTL_PROPAGATE = 26;

  private static final int LABEL_SHIFT = 12;
  private static final int BOTTOM_OF_STACK = 0x100;
  private static final int NEXT_HOP = 8;

  private final Session session;
  private final NetlinkDump.Writer writer;

  MplsDump(Session session, NetlinkDump.Writer writer) {
    this.session = session;
    this.writer = writer;
  }

  // ---- writing

  /// Adds a message that tells of the route; `filtered` says that there may be more.
  void write(MplsSnapshot route, boolean filtered) {
    ByteBuffer head = writer.begin(RouteDump.NEW_ROUTE, filtered);
    head.put((byte) FAMILY).put((byte) MplsWords.BITS).put((byte) 0).put((byte) 0);
    head.put((byte) RouteTable.MAIN).put((byte) route.protocol()).put((byte) 0);
    head.put((byte) RouteType.UNICAST.number()).putInt(route.flags());
    writer.bytes(DST, bytes(LabelStack.of(route.label())));
    Boolean propagates = route.propagatesTtl();
    if (propagates != null) {
      writer.octet(TTL_PROPAGATE, propagates ? 1 : 0);
    }
    if (route.hops().size() == 1) {
      MplsSnapshot.Hop hop = route.hops().getFirst();
      way(hop);
      if (hop.deviceIndex() != 0) {
        writer.number(OIF, hop.deviceIndex());
      }
    } else {
      ways(route.hops());
    }
    writer.end();
  }

  private void ways(List<MplsSnapshot.Hop> hops) {
    int nest = writer.open(MULTIPATH);
    for (MplsSnapshot.Hop hop : hops) {
      ByteBuffer message = writer.raw();
      int at = message.position();
      message.putShort((short) 0).put((byte) hop.flags()).put((byte) 0).putInt(hop.deviceIndex());
      way(hop);
      message.putShort(at, (short) (message.position() - at));
    }
    writer.close(nest);
  }

  private void way(MplsSnapshot.Hop hop) {
    if (hop.labels().size() > 0) {
      writer.bytes(NEWDST, bytes(hop.labels()));
    }
    MplsVia via = hop.via();
    if (via != null) {
      writer.bytes(VIA, bytes(via));
    }
  }

  /// The labels as they stand in a packet.
  static byte[] bytes(LabelStack stack) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * stack.size());
    for (int i = 0; i < stack.size(); i++) {
      int bottom = i == stack.size() - 1 ? BOTTOM_OF_STACK : 0;
      bytes.putInt(stack.label(i) << LABEL_SHIFT | bottom);
    }
    return bytes.array();
  }

  private static byte[] bytes(MplsVia via) {
    return switch (via) {
      case MplsVia.Router router -> {
        byte[] address = NetlinkDump.bytes(router.address());
        yield bytes(router.address().isV4() ? INET : INET6, address, address.length);
      }
      case MplsVia.Station station -> {
        byte[] address = new byte[Mac.BYTES];
        station.address().write(address, 0);
        yield bytes(PACKET, address, station.length());
      }
    };
  }

  private static byte[] bytes(int family, byte[] address, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(2 + length).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putShort((short) family).put(address, 0, length).array();
  }

  // ---- reading

  /// Whether a message tells of a route of a label.
  static boolean isOne(NetlinkDump.Message message) {
    return message.body().get(0) == FAMILY;
  }

  /// What a message says.
  MplsSnapshot snapshot(NetlinkDump.Message message) {
    ByteBuffer body = message.body();
    ByteBuffer propagates = message.attribute(TTL_PROPAGATE);
    return new MplsSnapshot(
        labels(message.attribute(DST)).label(0),
        body.get(5) & 0xff,
        propagates == null ? null : propagates.get(0) != 0,
        body.getInt(8),
        hops(message));
  }

  /// What is asked for by whoever sends the message to the kernel.
  MplsRequest request(NetlinkDump.Message message) {
    MplsSnapshot route = snapshot(message);
    MplsRequest request = new MplsRequest();
    request.label = route.label();
    request.protocol = route.protocol();
    request.propagatesTtl = route.propagatesTtl();
    if (!message.has(MULTIPATH)) {
      route.hops().forEach(hop -> only(request, hop));
      return request;
    }
    for (MplsSnapshot.Hop hop : route.hops()) {
      MplsRequest.Hop asked = new MplsRequest.Hop();
      asked.device = session.netns().device(hop.deviceIndex());
      asked.via = hop.via();
      asked.labels = hop.labels();
      request.hops.add(asked);
    }
    return request;
  }

  private void only(MplsRequest request, MplsSnapshot.Hop hop) {
    request.device = session.netns().device(hop.deviceIndex());
    request.via = hop.via();
    request.labels = hop.labels();
  }

  private List<MplsSnapshot.Hop> hops(NetlinkDump.Message message) {
    ByteBuffer several = message.attribute(MULTIPATH);
    List<MplsSnapshot.Hop> hops = new ArrayList<>();
    if (several == null) {
      hops.add(hop(message, message.number(OIF, 0), 0));
      return hops;
    }
    for (ByteBuffer one : RouteDump.nextHops(several)) {
      NetlinkDump.Message inner =
          new NetlinkDump.Message(one, NetlinkDump.attributes(one, NEXT_HOP));
      hops.add(hop(inner, one.getInt(4), one.get(2) & 0xff));
    }
    return hops;
  }

  private MplsSnapshot.Hop hop(NetlinkDump.Message message, int index, int flags) {
    String name = index == 0 ? null : session.netns().nameOf(index);
    return new MplsSnapshot.Hop(
        labels(message.attribute(NEWDST)), via(message.attribute(VIA)), name, index, flags);
  }

  /// The labels that stand there as in a packet.
  static LabelStack labels(@Nullable ByteBuffer value) {
    if (value == null) {
      return LabelStack.NONE;
    }
    int[] labels = new int[Math.max(1, value.remaining() / 4)];
    ByteBuffer bytes = NetlinkDump.inNetworkOrder(value);
    for (int i = 0; i < labels.length && bytes.remaining() >= 4; i++) {
      labels[i] = bytes.getInt() >>> LABEL_SHIFT;
    }
    return LabelStack.of(labels);
  }

  private static @Nullable MplsVia via(@Nullable ByteBuffer value) {
    if (value == null || value.remaining() <= 2) {
      return null;
    }
    ByteBuffer address = value.slice(2, value.remaining() - 2);
    if (value.getShort(0) != PACKET) {
      return new MplsVia.Router(NetlinkDump.address(address));
    }
    byte[] bytes = new byte[Mac.BYTES];
    int length = Math.min(address.remaining(), bytes.length);
    address.get(bytes, 0, length);
    return new MplsVia.Station(Mac.of(bytes, 0), length);
  }
}
