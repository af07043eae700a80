package dev.patchbay.stack.address;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How IPv4 addresses come and go (net/ipv4/devinet.c). The first address of a network is its
/// primary one; later ones of the same network are secondary, and go with it or take its place.
final class Ipv4Addresses {
  private static final int BITS = 32;

  private final Addresses addresses;

  Ipv4Addresses(Addresses addresses) {
    this.addresses = addresses;
  }

  // ---- requests

  void add(AddressRequest request, boolean replace) throws NetlinkException {
    InterfaceAddress address = addressOf(request);
    InterfaceAddress existing = same(address);
    if (existing == null) {
      insert(address, request.validLifetime, request.preferredLifetime);
    } else if (replace) {
      change(existing, request);
    } else {
      throw new NetlinkException(Errno.EEXIST);
    }
  }

  private static InterfaceAddress addressOf(AddressRequest request) throws NetlinkException {
    Ip local = request.local;
    if (local == null || request.prefixLength > BITS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    InetDevice device = InetDevice.inet(request.device);
    if (device == null) {
      throw new NetlinkException(Errno.ENOBUFS);
    }
    device.settings().setAllOwn();
    Ip peer = request.address == null ? local : request.address;
    InterfaceAddress address = new InterfaceAddress(device, local, peer, request.prefixLength);
    address.flags = request.flags & ~AddressFlags.IPV6_ONLY & ~AddressFlags.SECONDARY;
    address.scope = request.scope;
    address.broadcast = request.broadcast == null ? 0 : request.broadcast.toInt();
    address.label = request.device.name().equals(request.label) ? null : request.label;
    address.metric = request.metric;
    address.protocol = request.protocol;
    if (request.hasLifetimes && !areLifetimes(request)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return address;
  }

  /// Whether the lifetimes are some: the valid one not nothing, the preferred one not longer.
  static boolean areLifetimes(AddressRequest request) {
    return request.validLifetime != 0
        && Integer.compareUnsigned(request.preferredLifetime, request.validLifetime) <= 0;
  }

  /// The address of the device that is the same, network and all (`find_matching_ifa`).
  private static @Nullable InterfaceAddress same(InterfaceAddress address) {
    InetDevice device = address.inetDevice();
    for (int i = 0; i < device.addressCount(); i++) {
      InterfaceAddress other = device.address(i);
      if (other.localHi() == address.localHi() && other.sharesNetwork(address)) {
        return other;
      }
    }
    return null;
  }

  /// Puts in an address that a request of before rtnetlink has made (`inet_set_ifa`).
  void insertByIoctl(InterfaceAddress address) throws NetlinkException {
    if (address.localHi() != 0 && same(address) != null) {
      throw new NetlinkException(Errno.EEXIST);
    }
    insertAutomatic(address);
  }

  private void insert(InterfaceAddress address, int validLifetime, int preferredLifetime)
      throws NetlinkException {
    if (address.localHi() == 0) {
      return;
    }
    checkNetwork(address);
    for (AddressListener listener : listeners()) {
      listener.check(address.inetDevice(), address.local());
    }
    addresses.lifetimes().begin(address, validLifetime, preferredLifetime);
    if (address.has(AddressFlags.MCAUTOJOIN) && isMulticast(address)) {
      address.inetDevice().groups().join(address.peerHi(), 0);
    }
    link(address);
  }

  private static boolean isMulticast(InterfaceAddress address) {
    return Ipv4.isMulticast((int) (address.peerHi() >>> 32));
  }

  /// Addresses of one network have one scope. An address that is not the network's first is
  /// secondary.
  private static void checkNetwork(InterfaceAddress address) throws NetlinkException {
    InetDevice device = address.inetDevice();
    for (int i = 0; i < device.addressCount(); i++) {
      InterfaceAddress other = device.address(i);
      if (other.sharesNetwork(address)) {
        if (other.scope() != address.scope()) {
          throw new NetlinkException(Errno.EINVAL);
        }
        address.flags(AddressFlags.SECONDARY, 0);
      }
    }
  }

  private void change(InterfaceAddress address, AddressRequest request) {
    int flags = address.flags();
    int metric = address.metric();
    if (metric != request.metric) {
      address.metric = request.metric;
      for (AddressListener listener : listeners()) {
        listener.changed(address, flags, metric);
      }
    }
    address.protocol = request.protocol;
    addresses.lifetimes().begin(address, request.validLifetime, request.preferredLifetime);
    addresses.announce(address);
  }

  void delete(AddressRequest request) throws NetlinkException {
    InetDevice device = InetDevice.inet(request.device);
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    for (int i = 0; i < device.addressCount(); i++) {
      InterfaceAddress address = device.address(i);
      if (isMeant(address, request)) {
        if (isMulticast(address)) {
          device.groups().leave(address.peerHi(), 0);
        }
        remove(address);
        return;
      }
    }
    throw new NetlinkException(Errno.EADDRNOTAVAIL);
  }

  private static boolean isMeant(InterfaceAddress address, AddressRequest request) {
    Ip local = request.local;
    Ip peer = request.address;
    return (local == null || local.hi() == address.localHi())
        && (request.label == null || request.label.equals(address.label()))
        && (peer == null
            || (request.prefixLength == address.prefixLength() && address.contains(peer.hi(), 0)));
  }

  // ---- the device's list

  /// Gives a device an address without anybody's request, unless it has it.
  void insertAutomatic(InterfaceAddress address) throws NetlinkException {
    address.inetDevice().settings().setAllOwn();
    if (same(address) == null) {
      insert(address, AddressRequest.FOREVER, AddressRequest.FOREVER);
    }
  }

  private void link(InterfaceAddress address) {
    InetDevice device = address.inetDevice();
    int at = address.isSecondary() ? device.addressCount() : primaryPlace(device, address.scope());
    device.insert(at, address);
    addresses.announce(address);
    tellAdded(address);
  }

  private void tellAdded(InterfaceAddress address) {
    for (AddressListener listener : listeners()) {
      listener.added(address);
    }
  }

  /// Where a primary address of this scope goes: behind those that reach no farther.
  private static int primaryPlace(InetDevice device, int scope) {
    int place = 0;
    for (int i = 0; i < device.addressCount(); i++) {
      InterfaceAddress other = device.address(i);
      if (!other.isSecondary() && scope <= other.scope()) {
        place = i + 1;
      }
    }
    return place;
  }

  /// Takes an address away; with a primary one its secondary ones go, unless one of them may take
  /// its place (`__inet_del_ifa`).
  void remove(InterfaceAddress address) {
    InetDevice device = address.inetDevice();
    List<InterfaceAddress> heirs =
        address.isSecondary() || device.isDead() ? List.of() : secondariesOf(address);
    if (heirs.isEmpty()) {
      unlink(address);
    } else if (device.either(Ipv4Setting.PROMOTE_SECONDARIES)) {
      promote(address, heirs);
    } else {
      heirs.forEach(this::unlink);
      unlink(address);
    }
  }

  private static List<InterfaceAddress> secondariesOf(InterfaceAddress primary) {
    if (primary.inetDevice().addressCount() == 1) {
      return List.of();
    }
    return primary.inetDevice().addresses().stream()
        .filter(other -> other.isSecondary() && other.sharesNetwork(primary))
        .toList();
  }

  private void unlink(InterfaceAddress address) {
    address.inetDevice().remove(address);
    addresses.announce(address, true);
    for (AddressListener listener : listeners()) {
      listener.removed(address);
    }
  }

  private void promote(InterfaceAddress primary, List<InterfaceAddress> heirs) {
    for (InterfaceAddress heir : heirs) {
      for (AddressListener listener : listeners()) {
        listener.losesPrimary(heir, primary);
      }
    }
    InterfaceAddress first = heirs.getFirst();
    InetDevice device = primary.inetDevice();
    int place = heirPlace(primary);
    unlink(primary);
    device.remove(first);
    first.flags(0, AddressFlags.SECONDARY);
    device.insert(Math.min(place, device.addressCount()), first);
    addresses.announce(first);
    tellAdded(first);
    for (InterfaceAddress heir : heirs.subList(1, heirs.size())) {
      for (AddressListener listener : listeners()) {
        listener.hasNewPrimary(heir);
      }
    }
  }

  /// Where the heir of a primary address goes, counted without that address: behind the later
  /// primary ones that reach no farther.
  private static int heirPlace(InterfaceAddress primary) {
    InetDevice device = primary.inetDevice();
    int own = device.indexOf(primary);
    int place = own;
    for (int i = own + 1; i < device.addressCount(); i++) {
      InterfaceAddress other = device.address(i);
      if (!other.isSecondary() && primary.scope() <= other.scope()) {
        place = i;
      }
    }
    return place;
  }

  private List<AddressListener> listeners() {
    return addresses.listeners(Family.IPV4);
  }
}
