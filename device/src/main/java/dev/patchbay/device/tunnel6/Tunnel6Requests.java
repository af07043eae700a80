package dev.patchbay.device.tunnel6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.tunnel.TunnelRequests;
import java.util.List;

/// The old requests about tunnels above IPv6 (`SIOCADDTUNNEL` and its kin,
/// `ip6_tnl_siocdevprivate`). They name a device; that of every namespace stands for whichever
/// tunnel the parameters say. Naming it loads its module.
public final class Tunnel6Requests {
  private Tunnel6Requests() {}

  private static Ipv6Tunnel device(Netns netns, String name) throws NetlinkException {
    NetDevice device = TunnelRequests.named(netns, name);
    if (!(device instanceof Ipv6Tunnel tunnel) || device.hardwareType() == ArpHardware.ETHER) {
      // Those that carry frames know of none of these requests.
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return tunnel;
  }

  private static Tunnel6Kind kind(Ipv6Tunnel tunnel) {
    DeviceKind kind = tunnel.kind();
    if (kind instanceof Tunnel6Kind known) {
      return known;
    }
    throw new IllegalStateException(tunnel + " has no kind");
  }

  private static Tunnel6Parameters usual(Tunnel6Kind kind) {
    return kind.words().usual(kind.fallbackProtocol());
  }

  /// Makes a tunnel of the kind of `base`, called `name`, or where that is empty by its kind.
  public static void add(Netns netns, String base, String name, Tunnel6Request request)
      throws NetlinkException {
    Tunnel6Kind kind = kind(device(netns, base));
    kind.create(netns, name, request.over(usual(kind)));
  }

  /// Changes the tunnel of that name.
  public static void change(Netns netns, String name, Tunnel6Request request)
      throws NetlinkException {
    Ipv6Tunnel tunnel = device(netns, name);
    Tunnel6Parameters wanted = request.over(tunnel.parameters());
    Ipv6Tunnel same = tunnel.table().find(wanted, tunnel.isEthernet());
    if (same != null && same != tunnel) {
      throw new NetlinkException(Errno.EEXIST);
    }
    tunnel.update(wanted);
  }

  /// Removes the tunnel of that name; of the one of every namespace, the tunnel between the ends
  /// that are said.
  public static void delete(Netns netns, String name, Tunnel6Request request)
      throws NetlinkException {
    Ipv6Tunnel tunnel = device(netns, name);
    if (tunnel == tunnel.table().fallback()) {
      Tunnel6Parameters wanted = request.over(usual(kind(tunnel)));
      Ipv6Tunnel same = tunnel.table().find(wanted, tunnel.isEthernet());
      if (same == null) {
        throw new NetlinkException(Errno.ENOENT);
      }
      if (same == tunnel) {
        throw new NetlinkException(Errno.EPERM);
      }
      tunnel = same;
    }
    Links.unregister(List.of(tunnel));
  }

  /// How the tunnel of that name is.
  public static Tunnel6Snapshot get(Netns netns, String name) throws NetlinkException {
    return Tunnel6Snapshot.of(device(netns, name));
  }

  /// Whether such requests are for the device: it carries network packets above IPv6.
  public static boolean isTunnel(NetDevice device) {
    return device instanceof Ipv6Tunnel && device.hardwareType() != ArpHardware.ETHER;
  }
}
