package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.InetDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The neighbour requests of a namespace, for both families (`RTM_NEWNEIGH`, `RTM_DELNEIGH`,
/// `RTM_GETNEIGH`), refused in the kernel's order and with its words; and the hosts it answers for.
public final class Neighbours implements NetnsPart {
  private static final Key<Neighbours> KEY = new Key<>(Neighbours::new);

  private final Netns netns;
  private final List<Proxy> proxies = new ArrayList<>(0);

  private Neighbours(Netns netns) {
    this.netns = netns;
  }

  /// The neighbours of the namespace.
  public static Neighbours of(Netns netns) {
    return netns.part(KEY);
  }

  private NeighbourTable table(Family family) {
    return NeighbourTable.of(netns.machine(), family);
  }

  // ---- requests

  /// Makes an entry (`ip neigh add`).
  ///
  /// @throws NetlinkException `EEXIST` when there is one
  public void add(NeighbourRequest request) throws NetlinkException {
    put(request, true, Existing.REFUSED);
  }

  /// Makes an entry or replaces the one that is there (`ip neigh replace`).
  public void replace(NeighbourRequest request) throws NetlinkException {
    put(request, true, Existing.REPLACED);
  }

  /// Replaces the entry that is there (`ip neigh change`).
  ///
  /// @throws NetlinkException `ENOENT` when there is none
  public void change(NeighbourRequest request) throws NetlinkException {
    put(request, false, Existing.REPLACED);
  }

  private enum Existing {
    REFUSED,
    REPLACED
  }

  /// `neigh_add`.
  private void put(NeighbourRequest request, boolean create, Existing existing)
      throws NetlinkException {
    byte[] linkAddress = request.linkAddress;
    NetDevice on = request.device;
    if (on != null && linkAddress != null && linkAddress.length < on.addressLength()) {
      throw new NetlinkException(Errno.EINVAL, "Invalid link address");
    }
    if (request.proxy && request.managed) {
      throw new NetlinkException(Errno.EINVAL, "Invalid NTF_* flag combination");
    }
    if (request.proxy) {
      addProxy(request);
      return;
    }
    NetDevice device = required(request.device, "Device not specified");
    NeighbourTable table = table(request.ip.family());
    table.protocol().checkAdd(device);
    Neighbour neighbour = table.find(device, request.ip.hi(), request.ip.lo());
    if (neighbour == null && !create) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (neighbour != null && existing == Existing.REFUSED) {
      throw new NetlinkException(Errno.EEXIST);
    }
    apply(request, neighbour == null ? made(request, device) : neighbour);
  }

  private Neighbour made(NeighbourRequest request, NetDevice device) throws NetlinkException {
    if (request.managed && (request.state & NeighbourState.PERMANENT) != 0) {
      throw new NetlinkException(Errno.EINVAL, "Invalid NTF_* flag for permanent entry");
    }
    NeighbourTable table = table(request.ip.family());
    boolean exempt = (request.state & NeighbourState.PERMANENT) != 0 || request.external;
    Neighbour neighbour =
        exempt
            ? table.obtainExempt(device, request.ip.hi(), request.ip.lo())
            : table.obtain(device, request.ip.hi(), request.ip.lo());
    if (neighbour == null) {
      boolean isFull = !exempt && InetDevice.of(device, request.ip.family()) != null;
      throw new NetlinkException(isFull ? Errno.ENOBUFS : Errno.EINVAL);
    }
    return neighbour;
  }

  private static void apply(NeighbourRequest request, Neighbour neighbour) throws NetlinkException {
    if (request.protocol != 0) {
      neighbour.protocol(request.protocol);
    }
    if (request.use || request.managed) {
      neighbour.useAnew(request.managed);
      return;
    }
    int flags =
        Neighbour.OVERRIDE
            | Neighbour.OVERRIDE_ISROUTER
            | (request.external ? Neighbour.EXTERNALLY_LEARNED : 0)
            | (request.router ? Neighbour.ISROUTER : 0);
    neighbour.update(linkAddress(request.linkAddress, neighbour.device()), request.state, flags);
  }

  /// As neighbours keep it: one of fewer bytes than a MAC address comes first.
  private static long linkAddress(byte @Nullable [] bytes, NetDevice device) {
    if (bytes == null) {
      return Neighbour.KNOWN_ADDRESS;
    }
    int length = Math.min(device.addressLength(), Mac.BYTES);
    return Mac.read(Arrays.copyOf(Arrays.copyOf(bytes, length), Mac.BYTES), 0);
  }

  private static NetDevice required(@Nullable NetDevice device, String complaint)
      throws NetlinkException {
    if (device == null) {
      throw new NetlinkException(Errno.EINVAL, complaint);
    }
    return device;
  }

  /// Takes an entry away (`ip neigh del`).
  ///
  /// @throws NetlinkException `ENOENT` when there is none
  public void delete(NeighbourRequest request) throws NetlinkException {
    if (request.proxy) {
      deleteProxy(request);
      return;
    }
    NetDevice device = request.device;
    if (device == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    NeighbourTable table = table(request.ip.family());
    Neighbour neighbour = table.find(device, request.ip.hi(), request.ip.lo());
    if (neighbour == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    neighbour.update(Neighbour.KNOWN_ADDRESS, NeighbourState.FAILED, Neighbour.OVERRIDE);
    // Telling a waiting packet's sender may have made use of the entry: then it stays.
    if (!neighbour.isDead() && !neighbour.isTimed()) {
      table.remove(neighbour);
    }
  }

  /// The entry of this address (`ip neigh get`).
  ///
  /// @throws NetlinkException `ENOENT` when there is none
  public NeighbourSnapshot get(NeighbourRequest request) throws NetlinkException {
    if (request.proxy) {
      Ip ip = request.ip;
      Proxy proxy = findProxy(ip.family(), ip.hi(), ip.lo(), request.device);
      if (proxy == null) {
        throw new NetlinkException(Errno.ENOENT, "Proxy neighbour entry not found");
      }
      return NeighbourSnapshot.ofProxy(proxy);
    }
    NetDevice device = required(request.device, "No device specified");
    Neighbour neighbour = table(request.ip.family()).find(device, request.ip.hi(), request.ip.lo());
    if (neighbour == null) {
      throw new NetlinkException(Errno.ENOENT, "Neighbour entry not found");
    }
    return NeighbourSnapshot.of(neighbour, 1);
  }

  /// The entries of a family, device by device, oldest first.
  public List<NeighbourSnapshot> snapshots(Family family) {
    List<NeighbourSnapshot> snapshots = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      for (Neighbour neighbour : table(family).on(device)) {
        snapshots.add(NeighbourSnapshot.of(neighbour));
      }
    }
    return snapshots;
  }

  // ---- hosts to answer for

  /// The hosts of a family that it answers for, oldest first.
  public List<NeighbourSnapshot> proxies(Family family) {
    return proxies.stream()
        .filter(proxy -> proxy.ip().family() == family)
        .map(NeighbourSnapshot::ofProxy)
        .toList();
  }

  /// Whether it answers for the host on the device (`pneigh_lookup`).
  public boolean hasProxy(Family family, long hi, long lo, NetDevice device) {
    return findProxy(family, hi, lo, device) != null;
  }

  /// Whether the host it answers for is a router (`pndisc_is_router`); null when it answers for
  /// none.
  public @Nullable Boolean isRouterProxy(Family family, long hi, long lo, NetDevice device) {
    Proxy proxy = findProxy(family, hi, lo, device);
    return proxy == null ? null : proxy.router();
  }

  private void addProxy(NeighbourRequest request) {
    Proxy known = findProxy(request.ip.family(), request.ip.hi(), request.ip.lo(), request.device);
    if (known == null) {
      proxies.add(new Proxy(request.ip, request.device, request.router, request.protocol));
      if (request.device != null) {
        Ip ip = request.ip;
        table(ip.family()).protocol().proxyAdded(request.device, ip.hi(), ip.lo());
      }
    } else {
      int protocol = request.protocol == 0 ? known.protocol() : request.protocol;
      Proxy changed = new Proxy(known.ip(), known.device(), request.router, protocol);
      proxies.replaceAll(proxy -> proxy == known ? changed : proxy);
    }
  }

  private @Nullable Proxy findProxy(Family family, long hi, long lo, @Nullable NetDevice device) {
    for (int i = 0; i < proxies.size(); i++) {
      Proxy proxy = proxies.get(i);
      if (proxy.ip().family() == family && proxy.isFor(hi, lo, device)) {
        return proxy;
      }
    }
    return null;
  }

  private void deleteProxy(NeighbourRequest request) throws NetlinkException {
    Ip ip = request.ip;
    if (!removeProxies(proxy -> proxy.ip().equals(ip) && proxy.device() == request.device)) {
      throw new NetlinkException(Errno.ENOENT);
    }
  }

  /// The device has gone down: the hosts it answered for on it are forgotten
  /// (`pneigh_ifdown_and_unlock`).
  void forgetProxies(Family family, NetDevice device) {
    removeProxies(proxy -> proxy.ip().family() == family && proxy.device() == device);
  }

  private boolean removeProxies(Predicate<Proxy> which) {
    boolean found = false;
    for (Proxy proxy : List.copyOf(proxies)) {
      if (which.test(proxy)) {
        found = true;
        proxies.remove(proxy);
        Ip ip = proxy.ip();
        NetDevice device = proxy.device();
        if (device != null) {
          table(ip.family()).protocol().proxyRemoved(device, ip.hi(), ip.lo());
        }
      }
    }
    return found;
  }
}
