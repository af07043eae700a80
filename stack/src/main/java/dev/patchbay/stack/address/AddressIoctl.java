package dev.patchbay.stack.address;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// The requests about IPv4 addresses of before rtnetlink (`SIOCSIFADDR` and its like,
/// `devinet_ioctl` in net/ipv4/devinet.c). They mean an address by its label: `eth0`, or an alias
/// such as `eth0:1`.
public final class AddressIoctl {
  private static final int CHANGEABLE =
      DeviceFlags.CHANGEABLE | DeviceFlags.UP | DeviceFlags.PROMISC | DeviceFlags.ALLMULTI;
  private static final int NAME_LENGTH = 15;
  private static final int NO_BROADCAST_FROM = 31;

  private final Netns netns;
  private final String label;

  /// Requests about the address with this label; a name is as long as the kernel lets it be.
  public AddressIoctl(Netns netns, String label) {
    this.netns = netns;
    this.label = label.substring(0, Math.min(label.length(), NAME_LENGTH));
  }

  // ---- questions

  /// The address (`SIOCGIFADDR` and the others), or null when no address has the label.
  public @Nullable AddressSnapshot get() {
    InterfaceAddress address = find(device());
    return address == null ? null : Addresses.of(netns).snapshot(address);
  }

  /// The device: what stands before the colon.
  public @Nullable NetDevice device() {
    int colon = label.indexOf(':');
    return netns.device(colon < 0 ? label : label.substring(0, colon));
  }

  /// Whether the label is that of an alias.
  public boolean isAlias() {
    return label.indexOf(':') >= 0;
  }

  private @Nullable InterfaceAddress find(@Nullable NetDevice device) {
    InetDevice inet = device == null ? null : InetDevice.inet(device);
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      if (inet.address(i).label().equals(label)) {
        return inet.address(i);
      }
    }
    return null;
  }

  // ---- requests

  /// Gives the label this address, with the netmask of its class (`SIOCSIFADDR`); 0 takes it away.
  ///
  /// @throws NetlinkException `ENODEV`, `EINVAL` for a multicast address, `ENOBUFS` without IPv4,
  ///   `EEXIST`
  public void address(Ip local) throws NetlinkException {
    NetDevice device = required();
    InterfaceAddress before = find(device);
    int prefixLength = classLength(local);
    InetDevice inet = InetDevice.inet(device);
    if (inet == null) {
      throw new NetlinkException(Errno.ENOBUFS);
    }
    if (before != null && before.local().equals(local)) {
      return;
    }
    if ((device.flags() & DeviceFlags.POINTOPOINT) != 0) {
      prefixLength = Family.IPV4.bits();
    }
    InterfaceAddress address = new InterfaceAddress(inet, local, local, prefixLength);
    address.label = device.name().equals(label) ? null : label;
    address.scope = local.isLoopback() ? Scope.HOST : Scope.GLOBAL;
    if (hasBroadcast(device, prefixLength)) {
      address.broadcast = lastOf(local, prefixLength);
    }
    replace(before, address);
  }

  /// Sets the netmask (`SIOCSIFNETMASK`). A broadcast address that was the network's last follows.
  ///
  /// @throws NetlinkException `EINVAL` for a mask with holes, else as [#address]
  public void netmask(Ip mask) throws NetlinkException {
    InterfaceAddress before = requiredAddress();
    int prefixLength = Prefix.lengthOf(mask);
    if (prefixLength < 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (prefixLength == before.prefixLength()) {
      return;
    }
    InterfaceAddress address = copy(before, before.peer(), prefixLength);
    boolean wasLast = before.broadcast() == lastOf(before.local(), before.prefixLength());
    if (wasLast && hasBroadcast(before.inetDevice().device(), prefixLength)) {
      address.broadcast = lastOf(before.local(), prefixLength);
    }
    replace(before, address);
  }

  /// Sets the broadcast address (`SIOCSIFBRDADDR`).
  public void broadcast(Ip broadcast) throws NetlinkException {
    InterfaceAddress before = requiredAddress();
    if (before.broadcast() != broadcast.toInt()) {
      InterfaceAddress address = copy(before, before.peer(), before.prefixLength());
      address.broadcast = broadcast.toInt();
      replace(before, address);
    }
  }

  /// Sets the address of the other end (`SIOCSIFDSTADDR`).
  public void peer(Ip peer) throws NetlinkException {
    InterfaceAddress before = requiredAddress();
    if (!before.peer().equals(peer)) {
      classLength(peer);
      replace(before, copy(before, peer, before.prefixLength()));
    }
  }

  /// Sets the flags of the device (`SIOCSIFFLAGS`). An alias is taken away when it is not to be up,
  /// and is deaf to all else.
  public void flags(int flags) throws NetlinkException {
    NetDevice device = required();
    if (!isAlias()) {
      netns.links().changeFlags(device, flags, CHANGEABLE);
      return;
    }
    InterfaceAddress address = requiredAddress();
    if ((flags & DeviceFlags.UP) == 0) {
      Addresses.of(netns).remove(address);
    }
  }

  private NetDevice required() throws NetlinkException {
    NetDevice device = device();
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    return device;
  }

  private InterfaceAddress requiredAddress() throws NetlinkException {
    InterfaceAddress address = find(required());
    if (address == null) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
    return address;
  }

  private void replace(@Nullable InterfaceAddress before, InterfaceAddress address)
      throws NetlinkException {
    Ipv4Addresses addresses = Addresses.of(netns).inet();
    if (before != null) {
      addresses.remove(before);
    }
    addresses.insertByIoctl(address);
  }

  private static InterfaceAddress copy(InterfaceAddress address, Ip peer, int prefixLength) {
    InterfaceAddress copy =
        new InterfaceAddress(address.inetDevice(), address.local(), peer, prefixLength);
    copy.label = address.label;
    copy.scope = address.scope;
    copy.broadcast = address.broadcast;
    copy.metric = address.metric;
    copy.flags = address.flags & ~AddressFlags.SECONDARY;
    return copy;
  }

  private static boolean hasBroadcast(NetDevice device, int prefixLength) {
    return (device.flags() & DeviceFlags.BROADCAST) != 0 && prefixLength < NO_BROADCAST_FROM;
  }

  private static int lastOf(Ip local, int prefixLength) {
    return new Prefix(local, prefixLength).broadcast().toInt();
  }

  /// How long the prefix of the address's class is (`inet_abc_len`).
  private static int classLength(Ip address) throws NetlinkException {
    int bits = address.toInt();
    if (bits == 0 || bits == -1) {
      return 0;
    }
    if (Ipv4.isMulticast(bits)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (bits >= 0) {
      return 8;
    }
    if (bits >>> 30 == 2) {
      return 16;
    }
    return bits >>> 29 == 6 ? 24 : Family.IPV4.bits();
  }
}
