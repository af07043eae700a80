package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address requests of a namespace, for both families (`RTM_NEWADDR`, `RTM_DELADDR`,
/// `RTM_GETADDR`), refused in the kernel's order and with its words.
public final class Addresses implements NetnsPart {
  public static final Key<Addresses> KEY = new Key<>(Addresses::new);

  private final Netns netns;
  private final AddressChain chain;
  private final Lifetimes lifetimes;
  private final Ipv4Addresses inet;
  private final Ipv6Addresses inet6;

  private Addresses(Netns netns) {
    this.netns = netns;
    this.chain = AddressChain.of(netns.machine());
    this.lifetimes = new Lifetimes(this);
    this.inet = new Ipv4Addresses(this);
    this.inet6 = new Ipv6Addresses(this);
  }

  /// The addresses of the namespace.
  public static Addresses of(Netns netns) {
    return netns.part(KEY);
  }

  // ---- requests

  /// Adds an address (`ip address add`).
  public void add(AddressRequest request) throws NetlinkException {
    if (request.family == Family.IPV4) {
      inet.add(request, false);
    } else {
      inet6.add(request, false);
    }
  }

  /// Adds an address, or changes the one that is there (`ip address replace`, `change`).
  public void replace(AddressRequest request) throws NetlinkException {
    if (request.family == Family.IPV4) {
      inet.add(request, true);
    } else {
      inet6.add(request, true);
    }
  }

  /// Removes the first address that is as the request says (`ip address del`).
  public void delete(AddressRequest request) throws NetlinkException {
    if (request.family == Family.IPV4) {
      inet.delete(request);
    } else {
      inet6.delete(request);
    }
  }

  /// The addresses of a family, device by device in the order of [Netns#devices].
  public List<AddressSnapshot> snapshots(Family family) {
    List<AddressSnapshot> all = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      all.addAll(snapshots(family, device));
    }
    return all;
  }

  /// The addresses of a family on one device.
  public List<AddressSnapshot> snapshots(Family family, NetDevice device) {
    InetDevice part = InetDevice.of(device, family);
    List<AddressSnapshot> all = new ArrayList<>();
    for (int i = 0; part != null && i < part.addressCount(); i++) {
      all.add(snapshot(part.address(i)));
    }
    return all;
  }

  // ---- questions

  /// The address of this number on `device`, or with null on any device of the namespace; or null.
  public @Nullable InterfaceAddress find(
      Family family, long hi, long lo, @Nullable NetDevice device) {
    if (device != null) {
      InetDevice part = InetDevice.of(device, family);
      return part == null ? null : part.find(hi, lo);
    }
    for (int i = 0; i < netns.deviceCount(); i++) {
      InterfaceAddress address = find(family, hi, lo, netns.deviceAt(i));
      if (address != null) {
        return address;
      }
    }
    return null;
  }

  /// Whether `device`, or with null any device of the namespace, has the address and knows that
  /// nobody else does (`ipv6_chk_addr`).
  public boolean isUsable(Family family, long hi, long lo, @Nullable NetDevice device) {
    if (device != null) {
      InterfaceAddress address = find(family, hi, lo, device);
      return address != null && !address.isTentative();
    }
    for (int i = 0; i < netns.deviceCount(); i++) {
      if (isUsable(family, hi, lo, netns.deviceAt(i))) {
        return true;
      }
    }
    return false;
  }

  // ---- what the protocols do themselves

  /// IPv6: gives a device an address without anybody's request: a link-local one, `::1`. Whether
  /// the network's route comes with it is the caller's word. Returns null when the device has it
  /// already.
  public @Nullable InterfaceAddress addAutomatic(
      InetDevice device, Ip local, int prefixLength, int scope, int flags, boolean prefixRoute) {
    return inet6.addAutomatic(device, local, prefixLength, scope, flags, prefixRoute);
  }

  /// IPv6: gives a device an address for a time, without anybody's request: one that follows from
  /// what a router says. Lifetimes are seconds without a sign from the time `since` on. Returns
  /// null when the device has it already.
  public @Nullable InterfaceAddress addForATime(
      InetDevice device, Ip local, int prefixLength, int flags, int[] lifetimes, long since) {
    return inet6.addForATime(device, local, prefixLength, flags, lifetimes, since);
  }

  /// IPv6: gives an address other lifetimes, valid and preferred in seconds without a sign, from
  /// the time `since` on.
  public void renew(InterfaceAddress address, int valid, int preferred, long since) {
    lifetimes.renew(address, valid, preferred, since);
    if (!address.isTentative()) {
      announce(address);
    }
  }

  /// Looks at all lifetimes as soon as what happens now is over (`addrconf_verify`).
  public void verify() {
    lifetimes.verify();
  }

  /// IPv6: no duplicate was found, or none looked for: the address may be used, its own route comes
  /// (`ipv6_ifa_notify(RTM_NEWADDR)`).
  public void ready(InterfaceAddress address) {
    announce(address);
    for (AddressListener listener : chain.listeners(Family.IPV6)) {
      listener.ready(address);
    }
  }

  /// IPv6: the device has come up again under an address that it kept; the network's route comes
  /// back (`fixup_permanent_addr`).
  public void restore(InterfaceAddress address) {
    for (AddressListener listener : chain.listeners(Family.IPV6)) {
      listener.networkRouteDue(address);
    }
  }

  /// Takes an address away without anybody's request (`ipv6_del_addr`, `inet_del_ifa`).
  public void remove(InterfaceAddress address) {
    if (address.family() == Family.IPV4) {
      inet.remove(address);
    } else {
      inet6.remove(address);
    }
  }

  /// Tells monitors how an address is now.
  public void announce(InterfaceAddress address) {
    announce(address, false);
  }

  // ---- for this package

  Ipv4Addresses inet() {
    return inet;
  }

  Netns netns() {
    return netns;
  }

  Lifetimes lifetimes() {
    return lifetimes;
  }

  List<AddressListener> listeners(Family family) {
    return chain.listeners(family);
  }

  long now() {
    return netns.world().loop().now();
  }

  void announce(InterfaceAddress address, boolean gone) {
    if (netns.hasMonitors()) {
      netns.announce(new AddressAnnouncement(snapshot(address), gone));
    }
  }

  AddressSnapshot snapshot(InterfaceAddress address) {
    NetDevice device = address.inetDevice().device();
    return new AddressSnapshot(
        address.family(),
        device.index(),
        device.name(),
        address.local(),
        address.peer(),
        address.prefixLength(),
        address.broadcast() == 0 ? null : Ip.v4(address.broadcast()),
        address.scope(),
        address.flags(),
        address.family() == Family.IPV4 ? address.label() : null,
        Lifetimes.validLeft(address, now()),
        Lifetimes.preferredLeft(address, now()),
        address.created / Lifetimes.CENTISECOND,
        address.updated / Lifetimes.CENTISECOND,
        address.metric(),
        address.protocol());
  }

  @Override
  public void tearDown() {
    lifetimes.stop();
  }
}
