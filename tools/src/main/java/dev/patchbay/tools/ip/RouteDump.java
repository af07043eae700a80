package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.mpls.MplsRequest;
import dev.patchbay.stack.mpls.MplsRequests;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RoutePreference;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// `ip route save`, `restore` and `showdump`: routes as messages of rtnetlink (`fib_dump_info`,
/// `rt6_fill_node`, linux/rtnetlink.h).
final class RouteDump {
  static final int MAGIC = 0x45311224;
  static final int NEW_ROUTE = 24;
  static final int DEL_ROUTE = 25;
  private static final int INET = 2;
  private static final int INET6 = 10;

  private static final int DST = 1;
  private static final int SRC = 2;
  private static final int OIF = 4;
  private static final int GATEWAY = 5;
  private static final int PRIORITY = 6;
  private static final int PREFSRC = 7;
  private static final int METRICS = 8;
  private static final int MULTIPATH = 9;
  private static final int FLOW = 11;
  private static final int CACHEINFO = 12;
  private static final int TABLE = 15;
  private static final int VIA = 18;
  private static final int PREF = 20;
  private static final int ENCAP_TYPE = 21;
  private static final int ENCAP = 22;
  private static final int NH_ID = 30;

  /// Tables beyond a byte are named by the attribute alone (`RT_TABLE_COMPAT`).
  private static final int COMPATIBLE = 252;

  private static final int NEXT_HOP = 8;
  private static final int CENTISECONDS = 100;
  private static final int CACHE_SIZE = 32;

  private final Session session;
  private final NetlinkDump.Writer writer;
  private final IntFunction<String> deviceName;

  /// Adds messages to those of `writer`; `deviceName` knows what devices are called that messages
  /// tell of.
  RouteDump(Session session, NetlinkDump.Writer writer, IntFunction<String> deviceName) {
    this.session = session;
    this.writer = writer;
    this.deviceName = deviceName;
  }

  private RouteDump(Session session) {
    this(session, new NetlinkDump.Writer());
  }

  private RouteDump(Session session, NetlinkDump.Writer writer) {
    this(session, writer, session.netns()::nameOf);
  }

  // ---- save

  static int save(
      Session session, NetlinkDump.Writer writer, List<RouteSnapshot> routes, boolean filtered)
      throws FileException {
    RouteDump dump = new RouteDump(session, writer);
    for (RouteSnapshot route : routes) {
      dump.write(NEW_ROUTE, route, filtered);
    }
    dump.writer.to(session);
    return 0;
  }

  /// Writes one message of this type.
  void write(int type, RouteSnapshot route, boolean filtered) {
    head(writer.begin(type, filtered), route);
    writer.number(TABLE, route.table());
    if (route.destination().length() != 0) {
      writer.bytes(DST, NetlinkDump.bytes(route.destination().address()));
    }
    Prefix source = route.source();
    if (source != null) {
      writer.bytes(SRC, NetlinkDump.bytes(source.address()));
    }
    boolean ipv6 = route.family() == Family.IPV6;
    if (ipv6) {
      preferred(route);
      metrics(route.metrics());
    }
    if (route.metric() != 0) {
      writer.number(PRIORITY, route.metric());
    }
    if (!ipv6) {
      metrics(route.metrics());
      preferred(route);
    }
    if (route.nextHopId() != 0) {
      writer.number(NH_ID, route.nextHopId());
    }
    hops(route);
    if (route.realms() != 0) {
      writer.number(FLOW, route.realms());
    }
    if (ipv6) {
      lifetime(route);
    }
    writer.end();
  }

  private static void head(ByteBuffer message, RouteSnapshot route) {
    Prefix source = route.source();
    boolean small = Integer.compareUnsigned(route.table(), 256) < 0;
    message.put((byte) (route.family() == Family.IPV4 ? INET : INET6));
    message.put((byte) route.destination().length());
    message.put((byte) (source == null ? 0 : source.length())).put((byte) route.tos());
    message.put((byte) (small ? route.table() : COMPATIBLE)).put((byte) route.protocol());
    message.put((byte) route.scope()).put((byte) route.type().number()).putInt(route.flags());
  }

  private void metrics(RouteMetrics metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    int nest = writer.open(METRICS);
    for (int i = 1; i < RouteMetrics.COUNT; i++) {
      String congestion = metrics.congestion();
      if (i == RouteMetrics.CC_ALGO && congestion != null) {
        writer.bytes(i, (congestion + "\0").getBytes(StandardCharsets.UTF_8));
      } else if (metrics.value(i) != 0) {
        writer.number(i, metrics.value(i));
      }
    }
    writer.close(nest);
  }

  private void preferred(RouteSnapshot route) {
    Ip preferred = route.preferredSource();
    if (preferred != null) {
      writer.bytes(PREFSRC, NetlinkDump.bytes(preferred));
    }
  }

  private void hops(RouteSnapshot route) {
    RouteSnapshot.Hop only = route.hop();
    if (only != null) {
      gateway(route, only);
      writer.number(OIF, only.deviceIndex());
      EncapDump.write(writer, ENCAP_TYPE, ENCAP, only.encap());
    } else if (!route.hops().isEmpty()) {
      int nest = writer.open(MULTIPATH);
      for (RouteSnapshot.Hop hop : route.hops()) {
        ByteBuffer message = writer.raw();
        int at = message.position();
        message.putShort((short) 0).put((byte) hop.flags()).put((byte) (hop.weight() - 1));
        message.putInt(hop.deviceIndex());
        gateway(route, hop);
        EncapDump.write(writer, ENCAP_TYPE, ENCAP, hop.encap());
        message.putShort(at, (short) (message.position() - at));
      }
      writer.close(nest);
    }
  }

  private void gateway(RouteSnapshot route, RouteSnapshot.Hop hop) {
    Ip gateway = hop.gateway();
    if (gateway == null) {
      return;
    }
    byte[] bytes = NetlinkDump.bytes(gateway);
    if (gateway.family() == route.family()) {
      writer.bytes(GATEWAY, bytes);
      return;
    }
    ByteBuffer via = ByteBuffer.allocate(2 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    writer.bytes(VIA, via.putShort((short) (gateway.isV4() ? INET : INET6)).put(bytes).array());
  }

  private void lifetime(RouteSnapshot route) {
    ByteBuffer cache = ByteBuffer.allocate(CACHE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    cache.putInt(8, route.expires() * CENTISECONDS);
    writer.bytes(CACHEINFO, cache.array());
    RoutePreference preference =
        Objects.requireNonNullElse(route.preference(), RoutePreference.MEDIUM);
    writer.octet(
        PREF,
        switch (preference) {
          case LOW -> 3;
          case MEDIUM -> 0;
          case HIGH -> 1;
        });
  }

  // ---- restore

  /// Puts the routes on standard input into their tables: what is on the links first, then what is
  /// behind gateways.
  static int restore(Session session) throws FileException, NetlinkException {
    RouteDump dump = new RouteDump(session);
    List<NetlinkDump.Message> messages = NetlinkDump.read(session, MAGIC, 1, NetlinkDump.BODY);
    for (int round = 0; round < 3; round++) {
      for (NetlinkDump.Message message : messages) {
        if (round(message) == round) {
          dump.restore(message);
        }
      }
    }
    return 0;
  }

  /// 0 for local addresses, 1 for local networks, 2 for others.
  private static int round(NetlinkDump.Message message) {
    if (message.has(GATEWAY)) {
      return 2;
    }
    Ip preferred = message.address(PREFSRC);
    return preferred == null || preferred.equals(message.address(DST)) ? 0 : 1;
  }

  private void restore(NetlinkDump.Message message) throws NetlinkException {
    try {
      if (MplsDump.isOne(message)) {
        MplsRequest request = new MplsDump(session, writer).request(message);
        MplsRequests.add(session.netns(), request, RouteRequest.Mode.ADD);
      } else {
        Routes.of(session.netns()).add(request(message), RouteRequest.Mode.PREPEND);
      }
    } catch (NetlinkException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      session.process().complain("RTNETLINK answers: " + e.errno().text());
    }
  }

  private RouteRequest request(NetlinkDump.Message message) throws NetlinkException {
    RouteSnapshot route = snapshot(message);
    for (RouteSnapshot.Hop hop : route.hops()) {
      // The kernel writes the options of tunnels without a mark that it asks for when it reads
      // them.
      if (hop.encap() instanceof TunnelKey key && key.has(TunnelKey.HAS_GROUP)) {
        throw new NetlinkException(Errno.EINVAL, "NLA_F_NESTED is missing.");
      }
    }
    RouteRequest request = ShownRoute.request(session.netns(), route);
    request.metrics = route.metrics();
    request.realms = route.realms();
    request.preference = route.preference();
    request.nextHopId = route.nextHopId();
    if (request.nextHopId != 0) {
      // What it leads to is the object's to say.
      request.gateway = null;
      request.device = null;
      request.hops.clear();
    }
    return request;
  }

  // ---- showdump

  static int show(Session session) throws FileException {
    RouteDump dump = new RouteDump(session);
    List<NetlinkDump.Message> messages = NetlinkDump.read(session, MAGIC, 1, NetlinkDump.BODY);
    RouteText text = new RouteText(session, RouteSelector.everything(session));
    MplsRouteText labels = new MplsRouteText(session, new MplsSelector(session));
    MplsDump mpls = new MplsDump(session, dump.writer);
    for (NetlinkDump.Message message : messages) {
      if (!isShown(session.family(), message)) {
        continue;
      }
      if (MplsDump.isOne(message)) {
        labels.show(mpls.snapshot(message));
      } else {
        text.show(dump.snapshot(message));
      }
    }
    session.flush();
    return 0;
  }

  /// Routes of other families than the one asked for are passed over.
  private static boolean isShown(ProtocolFamily only, NetlinkDump.Message message) {
    return switch (only) {
      case INET -> message.body().get(0) == INET;
      case INET6 -> message.body().get(0) == INET6;
      case MPLS -> MplsDump.isOne(message);
      default -> true;
    };
  }

  /// What a message says.
  RouteSnapshot snapshot(NetlinkDump.Message message) {
    ByteBuffer body = message.body();
    Family family = body.get(0) == INET6 ? Family.IPV6 : Family.IPV4;
    Ip any = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    Ip destination = Objects.requireNonNullElse(message.address(DST), any);
    Ip source = message.address(SRC);
    ByteBuffer cache = message.attribute(CACHEINFO);
    int expires = cache == null ? 0 : cache.getInt(8) / CENTISECONDS;
    RouteType[] types = RouteType.values();
    return new RouteSnapshot(
        family,
        types[Math.min(body.get(7) & 0xff, types.length - 1)],
        new Prefix(destination, Math.min(body.get(1) & 0xff, family.bits())),
        source == null ? null : new Prefix(source, body.get(2) & 0xff),
        body.get(3) & 0xff,
        message.number(TABLE, body.get(4) & 0xff),
        body.get(5) & 0xff,
        body.get(6) & 0xff,
        body.getInt(8),
        hops(message),
        message.address(PREFSRC),
        message.number(PRIORITY, 0),
        metrics(message),
        family == Family.IPV4 ? null : preference(message.number(PREF, 0)),
        expires != 0,
        expires,
        message.number(NH_ID, 0),
        message.number(FLOW, 0),
        null);
  }

  private static RoutePreference preference(int number) {
    return number == 1
        ? RoutePreference.HIGH
        : number == 3 ? RoutePreference.LOW : RoutePreference.MEDIUM;
  }

  private static RouteMetrics metrics(NetlinkDump.Message message) {
    NetlinkDump.Message inner = message.nested(METRICS);
    if (inner == null) {
      return RouteMetrics.NONE;
    }
    int[] values = new int[RouteMetrics.COUNT];
    for (int i = 1; i < RouteMetrics.COUNT; i++) {
      values[i] = i == RouteMetrics.CC_ALGO ? 0 : inner.number(i, 0);
    }
    return RouteMetrics.of(values, inner.text(RouteMetrics.CC_ALGO));
  }

  private List<RouteSnapshot.Hop> hops(NetlinkDump.Message message) {
    List<RouteSnapshot.Hop> hops = new ArrayList<>();
    ByteBuffer several = message.attribute(MULTIPATH);
    if (several == null) {
      int device = message.number(OIF, 0);
      if (device != 0) {
        hops.add(hop(message, device, 1, message.body().getInt(8)));
      }
      return hops;
    }
    for (ByteBuffer one : nextHops(several)) {
      NetlinkDump.Message inner =
          new NetlinkDump.Message(one, NetlinkDump.attributes(one, NEXT_HOP));
      hops.add(hop(inner, one.getInt(4), (one.get(3) & 0xff) + 1, one.get(2) & 0xff));
    }
    return hops;
  }

  /// The next hops that stand one behind the other (`struct rtnexthop`), as far as they are whole.
  static List<ByteBuffer> nextHops(ByteBuffer several) {
    List<ByteBuffer> found = new ArrayList<>();
    int at = 0;
    while (at + NEXT_HOP <= several.limit()) {
      int length = several.getShort(at) & 0xffff;
      if (length < NEXT_HOP || at + length > several.limit()) {
        break;
      }
      found.add(several.slice(at, length).order(ByteOrder.LITTLE_ENDIAN));
      at += length + 3 & ~3;
    }
    return found;
  }

  private RouteSnapshot.Hop hop(NetlinkDump.Message message, int index, int weight, int flags) {
    Ip gateway = message.address(GATEWAY);
    ByteBuffer via = message.attribute(VIA);
    if (via != null && via.remaining() > 2) {
      gateway = NetlinkDump.address(via.slice(2, via.remaining() - 2));
    }
    return new RouteSnapshot.Hop(
        gateway,
        deviceName.apply(index),
        index,
        weight,
        flags,
        EncapDump.read(message, ENCAP_TYPE, ENCAP));
  }
}
