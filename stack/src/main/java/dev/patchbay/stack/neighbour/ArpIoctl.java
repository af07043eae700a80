package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The requests about ARP entries of before rtnetlink (`SIOCSARP`, `SIOCDARP`; `arp_ioctl` in
/// net/ipv4/arp.c).
public final class ArpIoctl {
  /// The entry has an address (`ATF_COM`).
  public static final int COMPLETE = 0x02;

  /// The entry stays (`ATF_PERM`).
  public static final int PERMANENT = 0x04;

  /// The entry is of a host to answer for (`ATF_PUBL`).
  public static final int PUBLISHED = 0x08;

  /// Trailers are used; nobody does any more (`ATF_USETRAILERS`).
  public static final int TRAILERS = 0x10;

  /// The mask is said (`ATF_NETMASK`).
  public static final int NETMASK = 0x20;

  /// The host is not to be answered for (`ATF_DONTPUB`).
  public static final int DONT_PUBLISH = 0x40;

  /// Somebody found it out by himself (`ATF_MAGIC`).
  public static final int MAGIC = 0x80;

  private static final Ip HOST = Ip.v4(-1);

  private final Netns netns;

  public ArpIoctl(Netns netns) {
    this.netns = netns;
  }

  /// What is asked for (`struct arpreq`).
  ///
  /// @param hardwareType of the link-layer address (`ARPHRD_…`); 0 for the device's own
  /// @param flags the constants above
  /// @param mask which hosts are answered for; 255.255.255.255 when not said
  /// @param device the name of the device; empty for the one that leads there
  public record Entry(Ip ip, int hardwareType, Mac address, int flags, Ip mask, String device) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /// Sets an entry (`SIOCSARP`).
  ///
  /// @throws NetlinkException `ENODEV`, `EINVAL`, `ENETUNREACH` when no device leads to the host
  public void set(Entry entry) throws NetlinkException {
    NetDevice device = named(entry);
    if (entry.has(PUBLISHED)) {
      publish(entry, device);
      return;
    }
    NetDevice out = device == null ? leadingTo(entry.ip()) : device;
    checkType(entry, out);
    NeighbourTable table = NeighbourTable.of(netns.machine(), Family.IPV4);
    Neighbour neighbour = table.obtain(out, entry.ip().hi(), 0);
    if (neighbour == null) {
      // A device without IPv4 is no place for one (arp_constructor).
      boolean isFull = InetDevice.inet(out) != null;
      throw new NetlinkException(isFull ? Errno.ENOBUFS : Errno.EINVAL);
    }
    neighbour.update(
        entry.has(COMPLETE | PERMANENT) ? entry.address().value() : Neighbour.KNOWN_ADDRESS,
        entry.has(PERMANENT) ? NeighbourState.PERMANENT : NeighbourState.STALE,
        Neighbour.OVERRIDE | Neighbour.ADMIN);
  }

  /// Takes an entry away (`SIOCDARP`).
  ///
  /// @throws NetlinkException `ENXIO` or `ENOENT` when there is none, else as [#set]
  public void delete(Entry entry) throws NetlinkException {
    NetDevice device = named(entry);
    if (entry.has(PUBLISHED)) {
      checkMask(entry);
      proxy(entry.ip(), device, false);
      return;
    }
    NetDevice out = device == null ? leadingTo(entry.ip()) : device;
    NeighbourTable table = NeighbourTable.of(netns.machine(), Family.IPV4);
    if (table.find(out, entry.ip().hi(), 0) == null) {
      throw new NetlinkException(Errno.ENXIO);
    }
    Neighbours.of(netns).delete(new NeighbourRequest(entry.ip(), out));
  }

  private @Nullable NetDevice named(Entry entry) throws NetlinkException {
    if (!entry.has(PUBLISHED) && entry.has(NETMASK | DONT_PUBLISH)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (entry.device().isEmpty()) {
      return null;
    }
    NetDevice device = netns.device(entry.device());
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    if (entry.has(COMPLETE)) {
      checkType(entry, device);
    }
    return device;
  }

  private static void checkType(Entry entry, NetDevice device) throws NetlinkException {
    if (entry.hardwareType() != 0 && entry.hardwareType() != device.hardwareType()) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private NetDevice leadingTo(Ip ip) throws NetlinkException {
    Flow flow = new Flow();
    flow.onLink();
    flow.destinationHi = ip.hi();
    Route route = Fib.of(netns, Family.IPV4).output(flow);
    if (route == null) {
      throw new NetlinkException(Errno.ENETUNREACH);
    }
    return route.device();
  }

  // ---- hosts to answer for

  private void publish(Entry entry, @Nullable NetDevice device) throws NetlinkException {
    checkMask(entry);
    NetDevice on = device;
    if (on == null && entry.has(COMPLETE)) {
      on = owner(entry);
    }
    proxy(entry.ip(), on, true);
  }

  /// The device that has the address (`dev_getbyhwaddr_rcu`).
  private NetDevice owner(Entry entry) throws NetlinkException {
    for (NetDevice device : netns.devices()) {
      boolean isType = device.hardwareType() == entry.hardwareType();
      if (isType && device.address().equals(entry.address())) {
        return device;
      }
    }
    throw new NetlinkException(Errno.ENODEV);
  }

  private static void checkMask(Entry entry) throws NetlinkException {
    if (!entry.mask().equals(HOST)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private void proxy(Ip ip, @Nullable NetDevice device, boolean add) throws NetlinkException {
    NeighbourRequest request = new NeighbourRequest(ip, device);
    request.proxy = true;
    if (add) {
      Neighbours.of(netns).replace(request);
    } else {
      Neighbours.of(netns).delete(request);
    }
  }
}
