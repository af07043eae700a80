package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The old requests about tunnels above IPv4 (`SIOCADDTUNNEL` and its kin, `ip_tunnel_ctl`,
/// `ipip6_tunnel_siocdevprivate`). They name a device; that of every namespace stands for whichever
/// tunnel the parameters say. Naming it loads its module.
public final class TunnelRequests {
  private TunnelRequests() {}

  /// The device that an old request names; naming it loads its module (`dev_load`).
  ///
  /// @throws NetlinkException `ENODEV`
  public static NetDevice named(Netns netns, String name) throws NetlinkException {
    NetDevice known = netns.device(name);
    if (known != null) {
      return known;
    }
    KernelModule module = netns.machine().modules().find("netdev-" + name);
    if (module != null) {
      netns.machine().modules().load(module.name(), Map.of());
    }
    NetDevice made = netns.device(name);
    if (made == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    return made;
  }

  /// The tunnel of that name.
  ///
  /// @throws NetlinkException `ENODEV`, or `EOPNOTSUPP` for one that is no such tunnel
  private static Ipv4Tunnel device(Netns netns, String name) throws NetlinkException {
    NetDevice device = named(netns, name);
    if (!(device instanceof Ipv4Tunnel tunnel) || device.hardwareType() == ArpHardware.ETHER) {
      // Those that carry frames know of none of these requests.
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return tunnel;
  }

  private static TunnelKind kind(Ipv4Tunnel tunnel) {
    DeviceKind kind = tunnel.kind();
    if (kind instanceof TunnelKind known) {
      return known;
    }
    throw new IllegalStateException(tunnel + " has no kind");
  }

  /// Makes a tunnel of the kind of `base`, called `name`, or where that is empty by its kind.
  public static void add(Netns netns, String base, String name, TunnelRequest request)
      throws NetlinkException {
    TunnelKind kind = kind(device(netns, base));
    TunnelParameters parameters = request.over(kind.oldDefaults());
    kind.check(parameters);
    if (kind instanceof Sit && kind.table(netns).find(parameters) != null) {
      throw new NetlinkException(Errno.ENOBUFS);
    }
    kind.create(netns, name, parameters);
  }

  /// Changes the tunnel of that name; of the one of every namespace, the tunnel between the same
  /// ends.
  public static void change(Netns netns, String name, TunnelRequest request)
      throws NetlinkException {
    Ipv4Tunnel tunnel = device(netns, name);
    TunnelKind kind = kind(tunnel);
    TunnelTable table = tunnel.table();
    boolean any = tunnel == table.fallback();
    TunnelParameters wanted = request.over(any ? kind.defaults() : tunnel.parameters());
    Ipv4Tunnel same = table.find(wanted);
    if (any) {
      if (same == null) {
        throw new NetlinkException(Errno.ENOENT);
      }
      same.update(wanted);
    } else if (same != null && same != tunnel) {
      throw new NetlinkException(Errno.EEXIST);
    } else {
      checkFlags(tunnel, wanted, same == null);
      tunnel.update(wanted);
    }
  }

  private static void checkFlags(Ipv4Tunnel tunnel, TunnelParameters wanted, boolean moves)
      throws NetlinkException {
    boolean single = (tunnel.flags() & DeviceFlags.POINTOPOINT) != 0;
    boolean many = (tunnel.flags() & DeviceFlags.BROADCAST) != 0;
    if (moves && !many && single != (wanted.remote() != 0)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Removes the tunnel of that name; of the one of every namespace, the tunnel between the ends
  /// that are said.
  public static void delete(Netns netns, String name, TunnelRequest request)
      throws NetlinkException {
    Ipv4Tunnel tunnel = device(netns, name);
    if (tunnel == tunnel.table().fallback()) {
      TunnelParameters wanted = request.over(kind(tunnel).defaults());
      Ipv4Tunnel same = tunnel.table().find(wanted);
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

  /// How the tunnel of that name is; of the one of every namespace, the tunnel between the ends
  /// that are said, if there is one.
  public static TunnelSnapshot get(Netns netns, String name, TunnelRequest request)
      throws NetlinkException {
    Ipv4Tunnel tunnel = device(netns, name);
    if (tunnel == tunnel.table().fallback()) {
      Ipv4Tunnel same = tunnel.table().find(request.over(kind(tunnel).defaults()));
      if (same != null && same.hardwareType() == tunnel.hardwareType()) {
        return TunnelSnapshot.of(same, kind(same));
      }
    }
    return TunnelSnapshot.of(tunnel, kind(tunnel));
  }

  /// Whether such requests are for the device: it carries network packets above IPv4.
  public static boolean isTunnel(NetDevice device) {
    return device instanceof Ipv4Tunnel
        && device.hardwareType() != ArpHardware.ETHER
        && device.hardwareType() != ArpHardware.NONE;
  }

  /// Adds a router to an ISATAP link (`SIOCADDPRL`), or with null takes it away (`SIOCDELPRL`).
  public static void router(Netns netns, String name, int address, @Nullable Boolean isDefault)
      throws NetlinkException {
    NetDevice device = netns.device(name);
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    if (!(device instanceof Ipv4Tunnel)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (!(device instanceof SitTunnel tunnel) || tunnel == tunnel.table().fallback()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    tunnel.changeRouter(address, isDefault);
  }
}
