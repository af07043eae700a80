package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.route.AdvertisedRoutes;
import dev.patchbay.stack.route.FibEntry;
import org.jspecify.annotations.Nullable;

/// What a router says of a prefix (RFC 4861 section 4.6.2, RFC 4862 section 5.5.3;
/// `addrconf_prefix_rcv`): that its addresses are on the link, and that hosts make their own of it.
final class PrefixInformation {
  private static final long SECOND = 1_000_000_000L;

  /// Two hours: a router that nobody can tell from a forged one does not shorten a lifetime to
  /// less.
  private static final long LEAST_LIFETIME = 7200;

  private static final int INTERFACE_PREFIX = 64;

  private final Addrconf addrconf;

  PrefixInformation(Addrconf addrconf) {
    this.addrconf = addrconf;
  }

  void receive(Inet6Device inet, byte[] bytes, int option) {
    if (NeighbourOption.length(bytes, option) < NeighbourOption.PREFIX_HEADER) {
      return;
    }
    Ip address =
        Ip.v6(NeighbourOption.prefixHi(bytes, option), NeighbourOption.prefixLo(bytes, option));
    int length = NeighbourOption.prefixLength(bytes, option);
    int valid = NeighbourOption.validLifetime(bytes, option);
    int preferred = NeighbourOption.preferredLifetime(bytes, option);
    if (address.isMulticast() || address.isLinkLocal() || length > 128) {
      return;
    }
    if (Integer.compareUnsigned(preferred, valid) > 0) {
      if (inet.netns().machine().log().mayPrint()) {
        inet.netns().machine().log().print("IPv6: addrconf: prefix option has invalid lifetime");
      }
      return;
    }
    boolean tooShort =
        Integer.compareUnsigned(valid, inet.setting(Ipv6Setting.ACCEPT_RA_MIN_LFT)) < 0;
    if (valid != 0 && tooShort) {
      return;
    }
    int flags = NeighbourOption.prefixFlags(bytes, option);
    if ((flags & NeighbourOption.ON_LINK) != 0) {
      onLink(inet, new Prefix(address, length).network(), valid);
    }
    boolean makes =
        (flags & NeighbourOption.AUTONOMOUS) != 0 && inet.setting(Ipv6Setting.AUTOCONF) != 0;
    boolean made =
        makes && length == INTERFACE_PREFIX && autonomous(inet, address.hi(), valid, preferred);
    if ((made || !makes) && inet.netns().hasMonitors()) {
      NetDevice device = inet.device();
      Prefix told = new Prefix(address, length);
      inet.netns()
          .announce(
              new PrefixAnnouncement(told, device.index(), device.name(), flags, valid, preferred));
    }
  }

  private static void onLink(Inet6Device inet, Prefix network, int valid) {
    AdvertisedRoutes routes = AdvertisedRoutes.of(inet.netns());
    FibEntry route = routes.onLink(network, inet.device());
    if (route == null) {
      if (valid != 0) {
        routes.addOnLink(network, inet.device(), valid);
      }
    } else if (valid == 0) {
      routes.remove(route);
    } else {
      routes.lifetime(route, valid);
    }
  }

  // ---- addresses

  /// Makes an address of the prefix, or gives the one made before its new times; returns whether
  /// that could be done.
  private boolean autonomous(Inet6Device inet, long hi, int valid, int preferred) {
    Ip own = ownAddress(inet, hi);
    if (own == null) {
      return false;
    }
    InterfaceAddress address = inet.find(own.hi(), own.lo());
    if (address != null) {
      renew(inet, address, valid, preferred);
      return true;
    }
    return valid == 0 || (hasRoom(inet) && add(inet, own, valid, preferred));
  }

  /// The address that the device makes of the prefix, or null.
  private static @Nullable Ip ownAddress(Inet6Device inet, long hi) {
    if (inet.token() != 0) {
      return Ip.v6(hi, inet.token());
    }
    Ip stable = inet.makesStableAddresses() ? InterfaceIdentifiers.stable(inet, hi, 0) : null;
    if (stable != null) {
      return stable;
    }
    InterfaceIdentifiers.Eui64 id = InterfaceIdentifiers.Eui64.of(inet);
    return id.known() ? Ip.v6(hi, id.value()) : null;
  }

  private static boolean hasRoom(Inet6Device inet) {
    int most = inet.setting(Ipv6Setting.MAX_ADDRESSES);
    return most == 0 || inet.addressCount() < most;
  }

  private static boolean add(Inet6Device inet, Ip own, int valid, int preferred) {
    boolean stable = inet.token() == 0 && inet.makesStableAddresses();
    int flags = AddressFlags.TENTATIVE | AddressFlags.MANAGETEMPADDR;
    InterfaceAddress made =
        Addresses.of(inet.netns())
            .addForATime(
                inet,
                own,
                INTERFACE_PREFIX,
                stable ? flags | AddressFlags.STABLE_PRIVACY : flags,
                new int[] {valid, preferred},
                inet.netns().world().loop().now());
    if (made != null && inet.token() != 0) {
      inet.addTokenized(made);
    }
    return made != null;
  }

  private void renew(Inet6Device inet, InterfaceAddress address, int valid, int preferred) {
    long now = inet.netns().world().loop().now();
    long left = left(address, now);
    int longer = valid;
    if (left > 0) {
      long least = Math.min(left, LEAST_LIFETIME);
      longer = (int) Math.max(Integer.toUnsignedLong(valid), least);
      Addresses.of(inet.netns()).renew(address, longer, preferred, now);
    }
    addrconf.manageTemporaries(inet, address, longer, preferred, false);
    Addresses.of(inet.netns()).verify();
  }

  private static long left(InterfaceAddress address, long now) {
    if (address.validLifetime() == AddressRequest.FOREVER) {
      return Integer.toUnsignedLong(AddressRequest.FOREVER);
    }
    long age = (now - address.updated()) / SECOND;
    return Math.max(Integer.toUnsignedLong(address.validLifetime()) - age, 0);
  }
}
