package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of one directory of `conf` that netlink tells of (`RTM_NEWNETCONF`); null where
/// nothing is said.
///
/// @param index the device's, or [#ALL] or [#DEFAULT]
/// @param name the device's, `all` or `default`
public record NetconfSnapshot(
    Family family,
    int index,
    String name,
    @Nullable Integer forwarding,
    @Nullable Integer rpFilter,
    @Nullable Integer multicastForwarding,
    @Nullable Integer proxyNeighbour,
    @Nullable Integer ignoreRoutesWithLinkdown) {

  /// The index that stands for `all` (`NETCONFA_IFINDEX_ALL`).
  public static final int ALL = -1;

  /// The index that stands for `default` (`NETCONFA_IFINDEX_DEFAULT`).
  public static final int DEFAULT = -2;

  /// What is told of a family in a namespace: of each device, of `all`, of `default`.
  public static List<NetconfSnapshot> all(Netns netns, Family family) {
    List<NetconfSnapshot> snapshots = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      InetDevice inet = InetDevice.of(device, family);
      if (inet != null) {
        snapshots.add(of(inet));
      }
    }
    NetnsSettings settings = NetnsSettings.of(netns, family);
    snapshots.add(of(family, ALL, "all", settings.all()));
    snapshots.add(of(family, DEFAULT, "default", settings.defaults()));
    return snapshots;
  }

  /// All that is told of a device.
  public static NetconfSnapshot of(InetDevice inet) {
    NetDevice device = inet.device();
    return of(inet.family(), device.index(), device.name(), inet.settings());
  }

  private static NetconfSnapshot of(Family family, int index, String name, Settings settings) {
    if (family == Family.IPV6) {
      return new NetconfSnapshot(
          family,
          index,
          name,
          settings.value(Ipv6Setting.FORWARDING),
          null,
          null,
          settings.value(Ipv6Setting.PROXY_NDP),
          settings.value(Ipv6Setting.IGNORE_ROUTES_WITH_LINKDOWN));
    }
    return new NetconfSnapshot(
        family,
        index,
        name,
        settings.value(Ipv4Setting.FORWARDING),
        settings.value(Ipv4Setting.RP_FILTER),
        settings.value(Ipv4Setting.MC_FORWARDING),
        settings.value(Ipv4Setting.PROXY_ARP),
        settings.value(Ipv4Setting.IGNORE_ROUTES_WITH_LINKDOWN));
  }

  /// Only what `setting` stands for; null when netlink does not tell of it.
  static @Nullable NetconfSnapshot of(
      Family family, int index, String name, Setting setting, int value) {
    return switch (setting.file()) {
      case "forwarding" -> new NetconfSnapshot(family, index, name, value, null, null, null, null);
      case "rp_filter" -> new NetconfSnapshot(family, index, name, null, value, null, null, null);
      case "proxy_arp", "proxy_ndp" ->
          new NetconfSnapshot(family, index, name, null, null, null, value, null);
      case "ignore_routes_with_linkdown" ->
          new NetconfSnapshot(family, index, name, null, null, null, null, value);
      default -> null;
    };
  }

  /// Nothing is said of the device any longer.
  static NetconfSnapshot gone(Family family, int index, String name) {
    return new NetconfSnapshot(family, index, name, null, null, null, null, null);
  }
}
