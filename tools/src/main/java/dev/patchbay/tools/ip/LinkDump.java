package dev.patchbay.tools.ip;

import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.Links.LinkAnnouncement;
import dev.patchbay.core.Links.NewPlace;
import dev.patchbay.core.OperState;
import dev.patchbay.packet.Ip;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Links as messages of rtnetlink (`rtnl_fill_ifinfo`, linux/if_link.h). What only a kind knows of
/// its device is not among it.
final class LinkDump {
  static final int NEW_LINK = 16;
  static final int DEL_LINK = 17;
  static final int BODY = 16;

  private static final int ADDRESS = 1;
  private static final int BROADCAST = 2;
  private static final int IFNAME = 3;
  private static final int MTU = 4;
  private static final int LINK = 5;
  private static final int QDISC = 6;
  private static final int MASTER = 10;
  private static final int TXQLEN = 13;
  private static final int OPERSTATE = 16;
  private static final int LINKMODE = 17;
  private static final int IFALIAS = 20;
  private static final int GROUP = 27;
  private static final int PROMISCUITY = 30;
  private static final int NUM_TX_QUEUES = 31;
  private static final int NUM_RX_QUEUES = 32;
  private static final int LINK_NETNSID = 37;
  private static final int PROTO_DOWN = 39;
  private static final int EVENT = 44;
  private static final int NEW_NETNSID = 45;
  private static final int NEW_IFINDEX = 49;
  private static final int MIN_MTU = 50;
  private static final int MAX_MTU = 51;
  private static final int PERM_ADDRESS = 54;
  private static final int ALLMULTI = 61;

  private static final List<String> EVENTS =
      List.of(
          "",
          "REBOOT",
          "FEATURE CHANGE",
          "BONDING FAILOVER",
          "NOTIFY PEERS",
          "RESEND IGMP",
          "BONDING OPTION");

  private LinkDump() {}

  /// Adds a message that tells of it.
  static void write(NetlinkDump.Writer writer, LinkAnnouncement announcement) {
    LinkSnapshot link = announcement.link();
    ByteBuffer head = writer.begin(announcement.gone() ? DEL_LINK : NEW_LINK, false);
    head.putShort((short) 0).putShort((short) link.hardwareType());
    head.putInt(link.index()).putInt(link.flags()).putInt(0);
    text(writer, IFNAME, link.name());
    writer.number(TXQLEN, link.txQueueLength());
    writer.octet(OPERSTATE, link.state().ordinal());
    writer.octet(LINKMODE, link.dormantMode() ? 1 : 0);
    writer.number(MTU, link.mtu());
    writer.number(MIN_MTU, link.minMtu());
    writer.number(MAX_MTU, link.maxMtu());
    writer.number(GROUP, link.group());
    writer.number(PROMISCUITY, link.promiscuity());
    writer.number(ALLMULTI, link.allMulticast());
    writer.number(NUM_TX_QUEUES, link.numTxQueues());
    writer.number(NUM_RX_QUEUES, link.numRxQueues());
    text(writer, QDISC, link.qdisc());
    writer.octet(PROTO_DOWN, link.protoDown() ? 1 : 0);
    writer.bytes(ADDRESS, bytes(link.address()));
    writer.bytes(BROADCAST, bytes(link.broadcast()));
    if (!link.permanentAddress().isEmpty()) {
      writer.bytes(PERM_ADDRESS, bytes(link.permanentAddress()));
    }
    relations(writer, link);
    if (link.alias() != null) {
      text(writer, IFALIAS, link.alias());
    }
    unless(0, writer, EVENT, EVENTS.indexOf(announcement.event().strip()));
    NewPlace place = announcement.newPlace();
    if (place != null) {
      writer.number(NEW_NETNSID, place.nsid());
      writer.number(NEW_IFINDEX, place.index());
    }
    writer.end();
  }

  private static void relations(NetlinkDump.Writer writer, LinkSnapshot link) {
    unless(0, writer, MASTER, link.masterIndex());
    unless(LinkSnapshot.SAME_NETNS, writer, LINK_NETNSID, link.linkNetnsid());
    if (link.linkIndex() == LinkSnapshot.UNPAIRED) {
      writer.number(LINK, 0);
    } else {
      unless(0, writer, LINK, link.linkIndex());
    }
  }

  private static void unless(int usual, NetlinkDump.Writer writer, int type, int value) {
    if (value != usual) {
      writer.number(type, value);
    }
  }

  private static void text(NetlinkDump.Writer writer, int type, String text) {
    writer.bytes(type, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /// A hardware address: that of a tunnel above IP is one of IP.
  private static byte[] bytes(String address) {
    Ip ip = Ip.parse(address);
    return ip == null ? HexFormat.ofDelimiter(":").parseHex(address) : NetlinkDump.bytes(ip);
  }

  /// What a message tells; `name` knows what other devices are called.
  static LinkAnnouncement read(
      NetlinkDump.Message message, boolean gone, IntFunction<String> name) {
    int event = message.number(EVENT, 0);
    NewPlace place =
        message.has(NEW_NETNSID)
            ? new NewPlace(message.number(NEW_NETNSID, 0), message.number(NEW_IFINDEX, 0))
            : null;
    String word = event > 0 && event < EVENTS.size() ? EVENTS.get(event) : "";
    return new LinkAnnouncement(snapshot(message, name), gone, word, place);
  }

  private static LinkSnapshot snapshot(NetlinkDump.Message message, IntFunction<String> name) {
    ByteBuffer body = message.body();
    int master = message.number(MASTER, 0);
    int link = message.number(LINK, 0);
    boolean elsewhere = message.has(LINK_NETNSID);
    OperState[] states = OperState.values();
    return new LinkSnapshot(
        body.getInt(4),
        Objects.requireNonNullElse(message.text(IFNAME), "if" + body.getInt(4)),
        body.getInt(8),
        message.number(MTU, 0),
        message.number(MIN_MTU, 0),
        message.number(MAX_MTU, 0),
        Objects.requireNonNullElse(message.text(QDISC), ""),
        master == 0 ? null : name.apply(master),
        master,
        states[Math.clamp(message.number(OPERSTATE, 0), 0, states.length - 1)],
        message.number(LINKMODE, 0) == 1,
        message.number(GROUP, 0),
        message.number(TXQLEN, 0),
        message.number(NUM_TX_QUEUES, 1),
        message.number(NUM_RX_QUEUES, 1),
        GsoLimits.LEGACY,
        message.number(PROMISCUITY, 0),
        message.number(ALLMULTI, 0),
        body.getShort(2) & 0xffff,
        address(message.attribute(ADDRESS)),
        address(message.attribute(BROADCAST)),
        address(message.attribute(PERM_ADDRESS)),
        message.has(LINK) && link == 0 ? LinkSnapshot.UNPAIRED : link,
        elsewhere || link == 0 ? null : name.apply(link),
        elsewhere ? message.number(LINK_NETNSID, 0) : LinkSnapshot.SAME_NETNS,
        message.number(PROTO_DOWN, 0) != 0,
        message.text(IFALIAS),
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static String address(@Nullable ByteBuffer value) {
    if (value == null) {
      return "";
    }
    if (value.remaining() == 4 || value.remaining() == 16) {
      return NetlinkDump.address(value).text();
    }
    byte[] bytes = new byte[value.remaining()];
    value.get(0, bytes);
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }
}
