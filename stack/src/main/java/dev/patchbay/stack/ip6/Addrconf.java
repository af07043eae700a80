package dev.patchbay.stack.ip6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.OperState;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.address.NetconfAnnouncement;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.AdvertisedRoutes;
import dev.patchbay.stack.route.Fib;
import java.util.List;

/// What IPv6 does by itself when something happens to a device or an address (net/ipv6/addrconf.c):
/// the addresses that it gives itself ([OwnAddresses]), the search for duplicates, and the clearing
/// up when a device goes down.
///
/// An address begins tentative. When its device is ready, it is looked for ([DuplicateDetection]);
/// when nobody else has it, [Addresses#ready] lets it be used. On a device that is not ready it
/// waits.
final class Addrconf implements NetdeviceNotifier, AddressListener {
  private final NeighbourDiscoveryProtocol discovery;

  Addrconf(NeighbourDiscoveryProtocol discovery) {
    this.discovery = discovery;
  }

  NeighbourDiscoveryProtocol discovery() {
    return discovery;
  }

  // ---- devices

  @Override
  public void notify(NetdeviceEvent event, NetDevice device) {
    switch (event) {
      case REGISTER -> begin(device);
      case UP -> up(device);
      case CHANGE -> changed(device);
      case CHANGEMTU -> mtuChanged(device);
      case DOWN -> down(device);
      case UNREGISTER -> end(device);
      case CHANGEADDR -> addressChanged(device);
      case CHANGENAME -> renamed(device);
      case NOTIFY_PEERS -> discovery.advertiseAll(device);
      default -> {}
    }
  }

  private void begin(NetDevice device) {
    if (Inet6Device.of(device) == null && device.mtu() >= Ipv6.MIN_MTU) {
      Inet6Device inet = new Inet6Device(device, this);
      device.inet6(inet);
      NetconfAnnouncement.begin(inet);
      inet.joinOwnGroups();
    }
  }

  private static void renamed(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet != null) {
      NetconfAnnouncement.renamed(inet);
    }
  }

  private void mtuChanged(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (device.mtu() < Ipv6.MIN_MTU) {
      shrink(device);
    } else if (inet != null) {
      inet.takeMtu();
    } else {
      begin(device);
      if (device.isUp()) {
        up(device);
      }
    }
  }

  /// RFC 8200 section 5: a link that carries less than 1280 bytes carries no IPv6.
  private void shrink(NetDevice device) {
    if (device.isLoopback()) {
      down(device);
    } else {
      end(device);
    }
  }

  private static boolean isPort(NetDevice device) {
    return (device.flags() & DeviceFlags.SLAVE) != 0;
  }

  private void up(NetDevice device) {
    if (isPort(device)) {
      return;
    }
    begin(device);
    Inet6Device inet = Inet6Device.of(device);
    if (inet == null || inet.isDisabled()) {
      return;
    }
    if (device.mtu() < Ipv6.MIN_MTU) {
      shrink(device);
      return;
    }
    inet.takeMtu();
    restoreNetworks(inet);
    if (isLinkReady(device)) {
      makeReady(inet);
    }
    inet.takeKept().forEach(this::added);
  }

  /// The device's state has changed: once it can send, it gets its addresses.
  private void changed(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet == null || isPort(device) || inet.isDisabled() || !isLinkReady(device)) {
      return;
    }
    if (inet.isReady()) {
      // It may be plugged in elsewhere: whoever snoops there is to hear of the groups.
      inet.asked();
    } else {
      device
          .netns()
          .machine()
          .log()
          .print("IPv6: ADDRCONF(NETDEV_CHANGE): " + device.name() + ": link becomes ready");
      makeReady(inet);
    }
  }

  /// `addrconf_link_ready`.
  private static boolean isLinkReady(NetDevice device) {
    OperState state = device.operState();
    return device.isActive() && (state == OperState.UP || state == OperState.UNKNOWN);
  }

  private void makeReady(Inet6Device inet) {
    inet.ready(true);
    OwnAddresses.configure(inet);
    searchAgain(inet);
  }

  private static void restoreNetworks(Inet6Device inet) {
    Addresses addresses = Addresses.of(inet.netns());
    for (InterfaceAddress address : List.copyOf(inet.addresses())) {
      if (address.has(AddressFlags.PERMANENT) && !address.has(AddressFlags.NOPREFIXROUTE)) {
        addresses.restore(address);
      }
    }
  }

  /// The device makes its addresses another way from now on (`addrconf_init_auto_addrs`).
  void configureAnew(Inet6Device inet) {
    if (inet.device().isUp() && !inet.isDisabled() && inet.isReady()) {
      OwnAddresses.configure(inet);
    }
  }

  /// The token has been set: routers are asked for prefixes again, and the addresses that ended
  /// with the old one go (`inet6_set_iftoken`).
  void tokenChanged(Inet6Device inet) {
    InterfaceAddress own = NeighbourDiscoveryProtocol.linkLocal(inet);
    if (inet.token() != 0 && inet.isReady() && own != null) {
      inet.solicitRouters(own);
    }
    Addresses addresses = Addresses.of(inet.netns());
    for (InterfaceAddress address : inet.takeTokenized()) {
      if (inet.addresses().contains(address)) {
        addresses.remove(address);
      }
    }
  }

  private void addressChanged(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet != null && inet.either(Ipv6Setting.NDISC_NOTIFY)) {
      discovery.advertiseAll(device);
    }
  }

  private void down(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet != null) {
      clear(inet, keepsAddresses(inet));
    }
  }

  private static boolean keepsAddresses(Inet6Device inet) {
    int all = inet.all().value(Ipv6Setting.KEEP_ADDR_ON_DOWN);
    int keep = all != 0 ? all : inet.setting(Ipv6Setting.KEEP_ADDR_ON_DOWN);
    return keep > 0 && !inet.isDisabled();
  }

  /// `addrconf_ifdown`: addresses go, but for the permanent ones of wider scope when they are to be
  /// kept.
  private void clear(Inet6Device inet, boolean keep) {
    inet.ready(false);
    inet.forgetRouters();
    Addresses addresses = Addresses.of(inet.netns());
    for (InterfaceAddress address : List.copyOf(inet.addresses())) {
      boolean local = address.scope() == Scope.LINK || address.scope() == Scope.HOST;
      if (keep && address.has(AddressFlags.PERMANENT) && !local) {
        keep(inet, address);
      } else {
        addresses.remove(address);
      }
    }
    inet.leaveLink();
  }

  private static void keep(Inet6Device inet, InterfaceAddress address) {
    leaveSolicitedNodes(inet, address);
    stopSearch(inet, address);
    if (!address.has(AddressFlags.NODAD)) {
      address.flags(AddressFlags.TENTATIVE, 0);
    }
    inet.keep(address);
  }

  private void end(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet != null) {
      stop(inet, false);
      inet.leaveOwnGroups();
      Ip6Netns.of(device.netns()).otherCounters().add(inet.counters());
      device.inet6(null);
      NetconfAnnouncement.end(inet);
    }
  }

  /// IPv6 stops on a device that may stay up: nobody else clears up behind it.
  private void stop(Inet6Device inet, boolean keep) {
    Fib.of(inet.netns(), Family.IPV6).disable(inet.device());
    NeighbourTable.of(inet.netns().machine(), Family.IPV6).flush(inet.device(), false);
    clear(inet, keep);
  }

  /// `disable_ipv6` has been written.
  void disabled(Inet6Device inet, boolean off) {
    if (off) {
      stop(inet, false);
    } else if (inet.device().isUp()) {
      up(inet.device());
    }
  }

  // ---- addresses

  @Override
  public void added(InterfaceAddress address) {
    Inet6Device inet = (Inet6Device) address.inetDevice();
    SolicitedNode.join(inet, address.localLo());
    if (needsNoSearch(inet, address)) {
      use(address, address.isTentative());
    } else if (inet.isReady()) {
      search(inet, address);
    } else if (!address.has(AddressFlags.PERMANENT)) {
      Addresses.of(inet.netns()).remove(address);
      return;
    }
    if (address.has(AddressFlags.MANAGETEMPADDR)) {
      manageTemporaries(inet, address, address.validLifetime(), address.preferredLifetime(), true);
    }
  }

  /// The temporary addresses of one follow it (`manage_tempaddrs`).
  void manageTemporaries(
      Inet6Device inet, InterfaceAddress address, int valid, int preferred, boolean isNew) {
    if (inet.knownTemporaries() != null || inet.setting(Ipv6Setting.USE_TEMPADDR) > 0) {
      inet.temporaries().manage(address, valid, preferred, isNew);
    }
  }

  @Override
  public void changed(InterfaceAddress address, int oldFlags, int oldMetric) {
    boolean managed = (oldFlags & AddressFlags.MANAGETEMPADDR) != 0;
    boolean manages = address.has(AddressFlags.MANAGETEMPADDR);
    Inet6Device inet = (Inet6Device) address.inetDevice();
    if (manages) {
      manageTemporaries(
          inet, address, address.validLifetime(), address.preferredLifetime(), !managed);
    } else if (managed) {
      manageTemporaries(inet, address, 0, 0, false);
    }
    if (managed || manages) {
      Addresses.of(inet.netns()).verify();
    }
  }

  private static boolean needsNoSearch(Inet6Device inet, InterfaceAddress address) {
    boolean off =
        inet.setting(Ipv6Setting.ACCEPT_DAD) < 1 && inet.all().value(Ipv6Setting.ACCEPT_DAD) < 1;
    return (inet.device().flags() & (DeviceFlags.NOARP | DeviceFlags.LOOPBACK)) != 0
        || off
        || !address.isTentative()
        || address.has(AddressFlags.NODAD);
  }

  /// The address may be used from now on (`addrconf_dad_completed`).
  private void use(InterfaceAddress address, boolean wasTentative) {
    address.flags(0, AddressFlags.TENTATIVE | AddressFlags.OPTIMISTIC | AddressFlags.DADFAILED);
    Inet6Device inet = (Inet6Device) address.inetDevice();
    Addresses.of(inet.netns()).ready(address);
    boolean lonely = address.scope() == Scope.LINK && isOnlyLinkLocal(address);
    if (lonely && inet.knownListeners() != null) {
      inet.listeners().addressReady();
    }
    if (wasTentative && address.inetDevice().either(Ipv6Setting.NDISC_NOTIFY)) {
      discovery.advertise(address);
    }
    if (lonely && mayAskForRouters(inet)) {
      inet.solicitRouters(address);
    }
    TemporaryAddresses temporaries = inet.knownTemporaries();
    if (temporaries != null) {
      temporaries.ready(address);
    }
  }

  /// `ipv6_lonely_lladdr`
  private static boolean isOnlyLinkLocal(InterfaceAddress address) {
    int unusable = AddressFlags.TENTATIVE | AddressFlags.OPTIMISTIC | AddressFlags.DADFAILED;
    for (InterfaceAddress other : address.inetDevice().addresses()) {
      if (other != address && other.scope() == Scope.LINK && (other.flags() & unusable) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayAskForRouters(Inet6Device inet) {
    return RouterSolicitation.accepts(inet)
        && inet.setting(Ipv6Setting.ROUTER_SOLICITATIONS) != 0
        && !inet.device().isLoopback()
        && inet.device().hardwareType() != ArpHardware.TUNNEL;
  }

  @Override
  public void ready(InterfaceAddress address) {
    Inet6Device inet = (Inet6Device) address.inetDevice();
    if (inet.forwarding() && Anycast.isIn(address)) {
      inet.shareAnycast(address, true);
    }
  }

  @Override
  public void forwardingChanged(InetDevice inet) {
    if (inet.forwarding()) {
      purgeRouters(inet);
    }
    for (InterfaceAddress address : inet.addresses()) {
      if (!address.isTentative() && Anycast.isIn(address)) {
        ((Inet6Device) inet).shareAnycast(address, inet.forwarding());
      }
    }
  }

  /// A router follows no others, but where it is told to.
  private static void purgeRouters(InetDevice inet) {
    AdvertisedRoutes.of(inet.netns())
        .purgeDefaultRouters(device -> {
          InetDevice other = InetDevice.inet6(device);
          return other != null && other.setting(Ipv6Setting.ACCEPT_RA) == 2;
        });
  }

  @Override
  public void removed(InterfaceAddress address) {
    Inet6Device inet = (Inet6Device) address.inetDevice();
    stopSearch(inet, address);
    inet.forget(address);
    leaveSolicitedNodes(inet, address);
    TemporaryAddresses temporaries = inet.knownTemporaries();
    if (temporaries != null) {
      temporaries.removed(address);
    }
  }

  private static void leaveSolicitedNodes(Inet6Device inet, InterfaceAddress address) {
    SolicitedNode.leave(inet, address.localLo());
    if (!address.isTentative() && inet.forwarding() && Anycast.isIn(address)) {
      inet.shareAnycast(address, false);
    }
  }

  // ---- searches for duplicates

  private void search(Inet6Device inet, InterfaceAddress address) {
    stopSearch(inet, address);
    DuplicateDetection search = new DuplicateDetection(this, inet, address);
    inet.add(search);
    search.begin();
  }

  /// Addresses that had to wait for the device are looked for now (`addrconf_dad_run`).
  private void searchAgain(Inet6Device inet) {
    for (InterfaceAddress address : List.copyOf(inet.addresses())) {
      boolean waits =
          address.isTentative()
              && !address.has(AddressFlags.DADFAILED)
              && !inet.isKept(address)
              && inet.search(address) == null;
      if (waits) {
        search(inet, address);
      }
    }
  }

  private static void stopSearch(Inet6Device inet, InterfaceAddress address) {
    DuplicateDetection search = inet.search(address);
    if (search != null) {
      search.stop();
      inet.remove(search);
    }
  }

  /// A search has ended and found nobody.
  void succeeded(Inet6Device inet, DuplicateDetection search) {
    inet.remove(search);
    use(search.address(), !search.address().has(AddressFlags.OPTIMISTIC));
  }

  /// Another station has, or looks for, an address that is looked for here (`addrconf_dad_failure`,
  /// `addrconf_dad_stop`).
  void collided(Inet6Device inet, InterfaceAddress address, Mac other) {
    if (inet.search(address) == null) {
      return;
    }
    stopSearch(inet, address);
    inet.log(
        "IPv6 duplicate address %s used by %s detected!".formatted(address.local().text(), other));
    if (address.has(AddressFlags.STABLE_PRIVACY)) {
      retryStable(inet, address);
    }
    if (isEssential(inet, address)) {
      inet.setting(Ipv6Setting.DISABLE_IPV6, 1);
      inet.log("IPv6 being disabled!");
    } else if (address.has(AddressFlags.SECONDARY)) {
      inet.temporaries().collided(address);
      Addresses.of(inet.netns()).remove(address);
    } else if (address.has(AddressFlags.PERMANENT)) {
      address.flags(AddressFlags.TENTATIVE | AddressFlags.DADFAILED, AddressFlags.OPTIMISTIC);
      Addresses.of(inet.netns()).announce(address);
    } else {
      Addresses.of(inet.netns()).remove(address);
    }
  }

  /// The next address that the secret stands for is tried (RFC 7217 section 6), `idgen_retries` of
  /// them.
  private static void retryStable(Inet6Device inet, InterfaceAddress address) {
    int tries = inet.triesOf(address) + 1;
    if (tries > Ip6Netns.of(inet.netns()).setting(Ip6Setting.IDGEN_RETRIES)) {
      inet.log("privacy stable address generation failed because of DAD conflicts!");
      return;
    }
    Ip next = InterfaceIdentifiers.stable(inet, address.localHi(), tries);
    if (next == null) {
      return;
    }
    inet.log("generating new stable privacy address because of DAD conflict");
    inet.tries(next, tries);
    int[] lifetimes = {address.validLifetime(), address.preferredLifetime()};
    int flags = (address.flags() & ~AddressFlags.DADFAILED) | AddressFlags.TENTATIVE;
    Addresses.of(inet.netns())
        .addForATime(inet, next, address.prefixLength(), flags, lifetimes, address.updated());
  }

  /// Whether IPv6 must stop without it (RFC 4862 section 5.4.5): another station has the same
  /// hardware address.
  private static boolean isEssential(Inet6Device inet, InterfaceAddress address) {
    return inet.larger(Ipv6Setting.ACCEPT_DAD) > 1
        && address.localHi() == Ipv6.LINK_LOCAL_HI
        && address.localLo() == Ipv6.interfaceId(inet.device().address().value());
  }
}
