package dev.patchbay.tools.ip;

import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.NetconfAnnouncement;
import dev.patchbay.stack.address.NetconfSnapshot;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Settings of devices as messages of rtnetlink (linux/netconf.h).
final class NetconfDump {
  static final int NEW_NETCONF = 80;
  static final int DEL_NETCONF = 81;

  /// The family, and what the attributes are aligned by.
  static final int BODY = 4;

  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int IFINDEX = 1;
  private static final int FORWARDING = 2;
  private static final int RP_FILTER = 3;
  private static final int MC_FORWARDING = 4;
  private static final int PROXY_NEIGH = 5;
  private static final int IGNORE_LINKDOWN = 6;

  private NetconfDump() {}

  /// Adds a message that tells of it.
  static void write(NetlinkDump.Writer writer, NetconfAnnouncement announcement) {
    NetconfSnapshot netconf = announcement.netconf();
    int type = announcement.gone() ? DEL_NETCONF : NEW_NETCONF;
    writer.begin(type, false).putInt(netconf.family() == Family.IPV4 ? INET : INET6);
    writer.number(IFINDEX, netconf.index());
    unlessNull(writer, FORWARDING, netconf.forwarding());
    unlessNull(writer, RP_FILTER, netconf.rpFilter());
    unlessNull(writer, MC_FORWARDING, netconf.multicastForwarding());
    unlessNull(writer, PROXY_NEIGH, netconf.proxyNeighbour());
    unlessNull(writer, IGNORE_LINKDOWN, netconf.ignoreRoutesWithLinkdown());
    writer.end();
  }

  private static void unlessNull(NetlinkDump.Writer writer, int type, @Nullable Integer value) {
    if (value != null) {
      writer.number(type, value);
    }
  }

  /// What a message tells; `name` knows what devices are called.
  static NetconfAnnouncement read(
      NetlinkDump.Message message, boolean gone, IntFunction<String> name) {
    int index = message.number(IFINDEX, 0);
    String whose =
        switch (index) {
          case NetconfSnapshot.ALL -> "all";
          case NetconfSnapshot.DEFAULT -> "default";
          default -> name.apply(index);
        };
    return new NetconfAnnouncement(
        new NetconfSnapshot(
            message.body().get(0) == INET6 ? Family.IPV6 : Family.IPV4,
            index,
            whose,
            value(message, FORWARDING),
            value(message, RP_FILTER),
            value(message, MC_FORWARDING),
            value(message, PROXY_NEIGH),
            value(message, IGNORE_LINKDOWN)),
        gone);
  }

  private static @Nullable Integer value(NetlinkDump.Message message, int type) {
    return message.has(type) ? message.number(type, 0) : null;
  }
}
