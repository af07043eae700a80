package dev.patchbay.stack.address;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How IPv6 addresses come and go (net/ipv6/addrconf.c). Each address stands for itself; it is
/// tentative until somebody has looked for duplicates.
final class Ipv6Addresses {
  /// Who has made an address, for those that the kernel makes (`IFAPROT_*`, linux/if_addr.h).
  private static final int KERNEL_LO = 1;

  private static final int KERNEL_LL = 3;

  private static final int BITS = 128;
  private static final int PREFIX_OF_TEMPORARY = 64;

  /// A group that an address has brought to a device. It stays when the address goes by itself or
  /// with its device's end; only its deletion on request ends it (`mc_autojoin_sk`).
  private record Autojoined(int device, Ip group) {}

  private final Addresses addresses;
  private final Set<Autojoined> autojoined = new LinkedHashSet<>(0);

  Ipv6Addresses(Addresses addresses) {
    this.addresses = addresses;
  }

  // ---- requests

  void add(AddressRequest request, boolean replace) throws NetlinkException {
    Ip local = request.local != null ? request.local : request.address;
    if (local == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    InetDevice device = InetDevice.inet6(request.device);
    if (device == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    device.asked();
    int flags = request.flags & AddressFlags.IPV6_REQUESTABLE & ~AddressFlags.OPTIMISTIC;
    InterfaceAddress existing = device.find(local.hi(), local.lo());
    if (existing == null) {
      insert(device, local, flags, request);
    } else if (replace) {
      change(existing, flags, request);
    } else {
      throw new NetlinkException(Errno.EEXIST);
    }
  }

  private void insert(InetDevice device, Ip local, int flags, AddressRequest request)
      throws NetlinkException {
    checkLifetimes(request, flags, request.prefixLength);
    if (request.prefixLength > BITS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (device.isDisabled()) {
      throw new NetlinkException(Errno.EACCES);
    }
    checkAddress(device, local, flags);
    askListeners(device, local);
    if ((flags & AddressFlags.MCAUTOJOIN) != 0) {
      autojoin(device, local);
    }
    Ip peer = request.address == null ? local : request.address;
    InterfaceAddress address = new InterfaceAddress(device, local, peer, request.prefixLength);
    address.flags = flags;
    address.metric = request.metric;
    address.protocol = request.protocol;
    if (!address.has(AddressFlags.NODAD)) {
      address.flags(AddressFlags.TENTATIVE, 0);
    }
    address.scope = scopeOf(local);
    link(address, request.validLifetime, request.preferredLifetime);
    if (!address.has(AddressFlags.NOPREFIXROUTE)) {
      addresses.restore(address);
    }
    if (!address.has(AddressFlags.NODAD)) {
      addresses.announce(address);
    }
    tellAdded(address);
  }

  private void autojoin(InetDevice device, Ip group) throws NetlinkException {
    if (!autojoined.add(new Autojoined(device.device().index(), group))) {
      throw new NetlinkException(Errno.EADDRINUSE);
    }
    device.groups().join(group.hi(), group.lo());
  }

  private static void checkLifetimes(AddressRequest request, int flags, int prefixLength)
      throws NetlinkException {
    boolean makesTemporary = (flags & AddressFlags.MANAGETEMPADDR) != 0;
    if (!Ipv4Addresses.areLifetimes(request)
        || (makesTemporary && prefixLength != PREFIX_OF_TEMPORARY)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private void askListeners(InetDevice device, Ip local) throws NetlinkException {
    for (AddressListener listener : addresses.listeners(Family.IPV6)) {
      listener.check(device, local);
    }
  }

  private boolean isRefused(InetDevice device, Ip local) {
    try {
      askListeners(device, local);
      return false;
    } catch (NetlinkException e) {
      return true;
    }
  }

  /// What may be an address of the device (`ipv6_add_addr`).
  private static void checkAddress(InetDevice device, Ip local, int flags) throws NetlinkException {
    boolean multicastMeant = (flags & AddressFlags.MCAUTOJOIN) != 0;
    boolean loopback = (device.device().flags() & DeviceFlags.LOOPBACK) != 0;
    if (local.isUnspecified()
        || (local.isMulticast() && !multicastMeant)
        || (local.isLoopback() && !loopback)) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
  }

  private void change(InterfaceAddress address, int flags, AddressRequest request)
      throws NetlinkException {
    checkLifetimes(request, flags, address.prefixLength());
    int oldFlags = address.flags();
    int oldMetric = address.metric();
    address.flags(
        flags,
        AddressFlags.NODAD
            | AddressFlags.HOMEADDRESS
            | AddressFlags.MANAGETEMPADDR
            | AddressFlags.NOPREFIXROUTE);
    addresses.lifetimes().begin(address, request.validLifetime, request.preferredLifetime);
    address.protocol = request.protocol;
    if (request.metric != 0) {
      address.metric = request.metric;
    }
    Ip peer = request.address;
    if (peer != null && request.local != null && !peer.equals(request.local)) {
      address.peerHi = peer.hi();
      address.peerLo = peer.lo();
    }
    if (!address.isTentative()) {
      addresses.announce(address);
    }
    for (AddressListener listener : addresses.listeners(Family.IPV6)) {
      listener.changed(address, oldFlags, oldMetric);
    }
  }

  void delete(AddressRequest request) throws NetlinkException {
    Ip local = request.local != null ? request.local : request.address;
    if (local == null || request.prefixLength > BITS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    InetDevice device = InetDevice.inet6(request.device);
    if (device == null) {
      throw new NetlinkException(Errno.ENXIO);
    }
    InterfaceAddress address = device.find(local.hi(), local.lo());
    if (address == null || address.prefixLength() != request.prefixLength) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    remove(address);
    if (autojoined.remove(new Autojoined(device.device().index(), local))) {
      device.groups().leave(local.hi(), local.lo());
    }
  }

  // ---- the device's list

  @Nullable InterfaceAddress addAutomatic(
      InetDevice device, Ip local, int prefixLength, int scope, int flags, boolean prefixRoute) {
    if (device.find(local.hi(), local.lo()) != null || isRefused(device, local)) {
      return null;
    }
    InterfaceAddress address = new InterfaceAddress(device, local, local, prefixLength);
    address.flags = flags;
    address.scope = scope;
    address.protocol = local.isLoopback() ? KERNEL_LO : KERNEL_LL;
    link(address, AddressRequest.FOREVER, AddressRequest.FOREVER);
    if (prefixRoute) {
      addresses.restore(address);
    }
    tellAdded(address);
    return address;
  }

  @Nullable InterfaceAddress addForATime(
      InetDevice device, Ip local, int prefixLength, int flags, int[] lifetimes, long since) {
    if (device.find(local.hi(), local.lo()) != null || device.isDisabled()) {
      return null;
    }
    InterfaceAddress address = new InterfaceAddress(device, local, local, prefixLength);
    address.flags = flags;
    address.scope = scopeOf(local);
    addresses.lifetimes().renew(address, lifetimes[0], lifetimes[1], since);
    link(address);
    tellAdded(address);
    return address;
  }

  private void link(InterfaceAddress address, int valid, int preferred) {
    addresses.lifetimes().begin(address, valid, preferred);
    link(address);
  }

  private void link(InterfaceAddress address) {
    InetDevice device = address.inetDevice();
    int at = 0;
    int reach = reach(address);
    while (at < device.addressCount() && reach(device.address(at)) > reach) {
      at++;
    }
    device.insert(at, address);
  }

  /// How far an address reaches, farthest first: global, site, link, host.
  private static int reach(InterfaceAddress address) {
    return -scopeOf(address.local());
  }

  private void tellAdded(InterfaceAddress address) {
    for (AddressListener listener : addresses.listeners(Family.IPV6)) {
      listener.added(address);
    }
  }

  void remove(InterfaceAddress address) {
    address.inetDevice().remove(address);
    addresses.announce(address, true);
    for (AddressListener listener : addresses.listeners(Family.IPV6)) {
      listener.removed(address);
    }
  }

  /// The scope an address has by its form (RFC 4291 section 2.4).
  static int scopeOf(Ip address) {
    if (address.isMulticast()) {
      return multicastScope((int) (address.hi() >>> 48) & 0xf);
    }
    if (address.isLoopback()) {
      return Scope.HOST;
    }
    if (address.isLinkLocal()) {
      return Scope.LINK;
    }
    boolean site = (address.hi() >>> 54) == 0x3fb;
    return site ? Scope.SITE : Scope.GLOBAL;
  }

  private static int multicastScope(int bits) {
    return switch (bits) {
      case 1 -> Scope.HOST;
      case 2 -> Scope.LINK;
      case 5 -> Scope.SITE;
      default -> Scope.GLOBAL;
    };
  }
}
