package dev.patchbay.tools.ip;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.Links.LinkAnnouncement;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.stack.address.AddressAnnouncement;
import dev.patchbay.stack.address.NetconfAnnouncement;
import dev.patchbay.stack.neighbour.NeighbourAnnouncement;
import dev.patchbay.stack.route.NexthopAnnouncement;
import dev.patchbay.stack.route.RouteAnnouncement;
import dev.patchbay.stack.route.RuleAnnouncement;
import dev.patchbay.tools.iproute.Monitor;
import dev.patchbay.tools.iproute.Timestamp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The file that `rtmon` writes and `ip monitor file` shows: messages of rtnetlink, each behind one
/// that says when it came (`NLMSG_TSTAMP`).
final class NetlinkRecord {
  private static final int STAMP = 15;
  private static final int STAMP_BODY = 8;
  private static final long SECOND = 1_000_000_000;
  private static final int ENDED = 1;

  private final Session session;
  private final Map<Integer, String> names = new HashMap<>();

  NetlinkRecord(Session session) {
    this.session = session;
  }

  // ---- writing

  /// Adds the moment.
  void stamp(NetlinkDump.Writer writer) {
    long now = session.process().loop().now();
    ByteBuffer body = writer.begin(STAMP, false);
    body.putInt((int) (now / SECOND)).putInt((int) (now % SECOND / 1000));
    writer.end();
  }

  /// Adds the moment and a message that tells of it, unless there is none for what it tells.
  void write(NetlinkDump.Writer writer, Announcement announcement) {
    Runnable message = message(writer, announcement);
    if (message != null) {
      stamp(writer);
      message.run();
    }
  }

  /// What adds the message, or null for what is not recorded.
  private @Nullable Runnable message(NetlinkDump.Writer writer, Announcement announcement) {
    return switch (announcement) {
      case LinkAnnouncement link -> () -> LinkDump.write(writer, link);
      case AddressAnnouncement address -> () -> write(writer, address);
      case RouteAnnouncement route -> () -> write(writer, route);
      case NetconfAnnouncement netconf -> () -> NetconfDump.write(writer, netconf);
      case NeighbourAnnouncement neighbour -> () -> NeighbourDump.write(writer, neighbour);
      case RuleAnnouncement rule -> () -> RuleDump.write(writer, rule);
      case NexthopAnnouncement nexthop -> () -> NexthopDump.write(writer, nexthop);
      default -> null;
    };
  }

  private static void write(NetlinkDump.Writer writer, AddressAnnouncement address) {
    int type = address.gone() ? AddressDump.DEL_ADDRESS : AddressDump.NEW_ADDRESS;
    new AddressDump(writer).write(type, address.address(), false);
  }

  private void write(NetlinkDump.Writer writer, RouteAnnouncement route) {
    int type = route.gone() ? RouteDump.DEL_ROUTE : RouteDump.NEW_ROUTE;
    new RouteDump(session, writer, this::name).write(type, route.route(), false);
  }

  // ---- reading

  /// Shows what is in the file.
  int show(OpenFile file, Monitor.Listener listener) throws FileException {
    ByteBuffer all = ByteBuffer.wrap(file.readAll()).order(ByteOrder.LITTLE_ENDIAN);
    while (all.hasRemaining()) {
      boolean whole = all.remaining() >= NetlinkDump.HEADER;
      int length = whole ? all.getInt(all.position()) : 0;
      if (whole && length < NetlinkDump.HEADER) {
        throw ended(
            "!!!malformed message: len=" + length + " @" + (all.position() + NetlinkDump.HEADER));
      }
      if (!whole || length > all.remaining()) {
        throw ended("rtnl-from_file: truncated message");
      }
      show(NetlinkDump.slice(all, all.position(), length), listener);
      all.position(Math.min(all.position() + (length + 3 & ~3), all.limit()));
    }
    return 0;
  }

  private CommandException ended(String message) throws FileException {
    session.flush();
    return new CommandException(ENDED, message);
  }

  private void show(ByteBuffer message, Monitor.Listener listener) throws FileException {
    int type = message.getShort(4) & 0xffff;
    if (type == STAMP) {
      ByteBuffer body = body(message, STAMP_BODY).body();
      long seconds = Integer.toUnsignedLong(body.getInt(0));
      session.output().text(Timestamp.line(seconds * SECOND + body.getInt(4) * 1000L, "us"));
    } else {
      Announcement announcement = announcement(type, message);
      if (announcement != null) {
        listener.show(announcement, Monitor.HERE);
      }
    }
    session.flush();
  }

  private @Nullable Announcement announcement(int type, ByteBuffer message) {
    return switch (type) {
      case LinkDump.NEW_LINK, LinkDump.DEL_LINK -> {
        LinkAnnouncement link =
            LinkDump.read(body(message, LinkDump.BODY), type == LinkDump.DEL_LINK, this::name);
        if (names.put(link.link().index(), link.link().name()) == null) {
          // It may have been met without a name.
          session.forgetName(link.link().index());
        }
        yield link;
      }
      case AddressDump.NEW_ADDRESS, AddressDump.DEL_ADDRESS -> {
        NetlinkDump.Message address = body(message, AddressDump.BODY);
        String device = name(address.body().getInt(4));
        yield new AddressAnnouncement(
            AddressDump.snapshot(address, device), type == AddressDump.DEL_ADDRESS);
      }
      case RouteDump.NEW_ROUTE, RouteDump.DEL_ROUTE ->
          new RouteAnnouncement(
              new RouteDump(session, new NetlinkDump.Writer(), this::name)
                  .snapshot(body(message, NetlinkDump.BODY)),
              type == RouteDump.DEL_ROUTE);
      case NeighbourDump.NEW_NEIGHBOUR, NeighbourDump.DEL_NEIGHBOUR ->
          NeighbourDump.read(
              body(message, NeighbourDump.BODY), type == NeighbourDump.DEL_NEIGHBOUR, this::name);
      case NetconfDump.NEW_NETCONF, NetconfDump.DEL_NETCONF ->
          NetconfDump.read(
              body(message, NetconfDump.BODY), type == NetconfDump.DEL_NETCONF, this::name);
      case RuleDump.NEW_RULE, RuleDump.DEL_RULE ->
          RuleDump.read(body(message, NetlinkDump.BODY), type == RuleDump.DEL_RULE);
      case NexthopDump.NEW_NEXTHOP, NexthopDump.DEL_NEXTHOP ->
          NexthopDump.read(
              body(message, NexthopDump.BODY), type == NexthopDump.DEL_NEXTHOP, this::name);
      default -> null;
    };
  }

  private static NetlinkDump.Message body(ByteBuffer message, int size) {
    if (message.limit() < NetlinkDump.HEADER + size) {
      throw new CommandException(ENDED, "BUG: wrong nlmsg len " + message.limit());
    }
    return NetlinkDump.Message.of(message, size);
  }

  private String name(int index) {
    NetDevice device = session.netns().device(index);
    return device == null ? names.getOrDefault(index, "if" + index) : device.name();
  }
}
