package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The multicast groups that a socket has joined (`ip_mc_socklist`, `ipv6_mc_socklist`). Its device
/// listens to each as long as it is a member.
public final class Memberships {
  private record Membership(Ip group, InetDevice inet) {
    boolean is(Ip address, NetDevice device) {
      return group.equals(address) && inet.device() == device;
    }
  }

  private final IpSocket socket;
  private final List<Membership> joined = new ArrayList<>(1);
  private boolean hearsAll = true;

  Memberships(IpSocket socket) {
    this.socket = socket;
  }

  /// Whether it hears what others of the namespace have joined, too (`IP_MULTICAST_ALL`).
  public void hearsAll(boolean value) {
    hearsAll = value;
  }

  /// Joins a group at a device, or with none at that to which the routes lead (`IP_ADD_MEMBERSHIP`,
  /// `IPV6_JOIN_GROUP`).
  ///
  /// @throws SocketException `EINVAL` when it is no group, `ENODEV`, `EADDRINUSE` when it is a
  ///   member, `ENOBUFS` when it has too many
  public void join(Ip group, @Nullable NetDevice at) throws SocketException {
    if (!group.isMulticast()) {
      throw new SocketException(Errno.EINVAL);
    }
    InetDevice inet = InetDevice.of(device(group, at), group.family());
    if (inet == null) {
      throw new SocketException(Errno.ENODEV);
    }
    if (find(group, inet.device()) != null) {
      throw new SocketException(Errno.EADDRINUSE);
    }
    if (group.isV4() && joined.size() >= socket.mostMemberships()) {
      throw new SocketException(Errno.ENOBUFS);
    }
    joined.add(new Membership(group, inet));
    inet.groups().join(group.hi(), group.lo());
  }

  /// Undoes [#join].
  ///
  /// @throws SocketException `EADDRNOTAVAIL` when it is not a member, `ENODEV`
  public void leave(Ip group, @Nullable NetDevice at) throws SocketException {
    Membership membership = find(group, device(group, at));
    if (membership == null) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    joined.remove(membership);
    leave(membership);
  }

  private static void leave(Membership membership) {
    if (!membership.inet.isDead()) {
      membership.inet.groups().leave(membership.group.hi(), membership.group.lo());
    }
  }

  /// Leaves all groups: the socket is closed.
  void leaveAll() {
    joined.forEach(Memberships::leave);
    joined.clear();
  }

  private @Nullable Membership find(Ip group, NetDevice device) {
    for (Membership membership : joined) {
      if (membership.is(group, device)) {
        return membership;
      }
    }
    return null;
  }

  /// `ip_mc_find_dev`
  private NetDevice device(Ip group, @Nullable NetDevice given) throws SocketException {
    if (given != null) {
      return given;
    }
    Flow flow = new Flow();
    flow.destinationHi = group.hi();
    flow.destinationLo = group.lo();
    Route route = Fib.of(socket.netns(), group.family()).output(flow);
    if (route == null || route.error() != 0) {
      throw new SocketException(Errno.ENODEV);
    }
    return route.device();
  }

  /// Whether the socket hears what is sent to the group and comes by the device (`ip_mc_sf_allow`,
  /// `inet6_mc_check`).
  boolean hears(Family family, long hi, long lo, NetDevice device) {
    for (int i = 0; i < joined.size(); i++) {
      Membership membership = joined.get(i);
      Ip group = membership.group;
      if (group.hi() == hi
          && group.lo() == lo
          && group.family() == family
          && membership.inet.device() == device) {
        return true;
      }
    }
    return hearsAll;
  }
}
