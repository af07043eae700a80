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
  /// One group at one device: all its sources but some, or with `include` some only.
  private static final class Membership {
    final Ip group;
    final InetDevice inet;
    final List<Ip> sources = new ArrayList<>(0);
    boolean include;

    Membership(Ip group, InetDevice inet, boolean include) {
      this.group = group;
      this.inet = inet;
      this.include = include;
    }

    boolean is(Ip address, NetDevice device) {
      return group.equals(address) && inet.device() == device;
    }

    boolean is(Family family, long hi, long lo, NetDevice device) {
      return group.hi() == hi
          && group.lo() == lo
          && group.family() == family
          && inet.device() == device;
    }

    boolean wants(long hi, long lo) {
      boolean named = false;
      for (int i = 0; i < sources.size(); i++) {
        named |= sources.get(i).hi() == hi && sources.get(i).lo() == lo;
      }
      return named == include;
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
    join(group, at, false);
  }

  private Membership join(Ip group, @Nullable NetDevice at, boolean include)
      throws SocketException {
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
    Membership membership = new Membership(group, inet, include);
    joined.add(membership);
    inet.groups().join(group.hi(), group.lo(), include);
    return membership;
  }

  /// Undoes [#join(Ip, NetDevice)].
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
    InetDevice inet = membership.inet;
    if (!inet.isDead()) {
      Ip group = membership.group;
      for (Ip source : membership.sources) {
        inet.removeSources(group.hi(), group.lo(), membership.include, halves(source));
      }
      inet.groups().leave(group.hi(), group.lo(), membership.include);
    }
  }

  // ---- sources

  /// Wants what this source sends to the group; joins the group when it is not a member
  /// (`IP_ADD_SOURCE_MEMBERSHIP`, `MCAST_JOIN_SOURCE_GROUP`).
  ///
  /// @throws SocketException as [#join(Ip, NetDevice)]; `EADDRNOTAVAIL` when it is wanted already,
  ///   `EINVAL` when sources are blocked, `ENOBUFS` when there are too many
  public void joinSource(Ip group, @Nullable NetDevice at, Ip source) throws SocketException {
    Membership known = find(group, device(group, at));
    add(known == null ? join(group, at, true) : known, true, source);
  }

  /// Undoes [#joinSource]; leaves the group with its last source (`IP_DROP_SOURCE_MEMBERSHIP`).
  ///
  /// @throws SocketException `EINVAL` when it is not a member, `EADDRNOTAVAIL`
  public void leaveSource(Ip group, @Nullable NetDevice at, Ip source) throws SocketException {
    Membership membership = member(group, at);
    remove(membership, true, source);
    if (membership.sources.isEmpty()) {
      joined.remove(membership);
      leave(membership);
    }
  }

  /// Does not want what this source sends to the group (`IP_BLOCK_SOURCE`).
  ///
  /// @throws SocketException `EINVAL` when it is not a member, or of certain sources only;
  ///   `EADDRNOTAVAIL`, `ENOBUFS`
  public void block(Ip group, @Nullable NetDevice at, Ip source) throws SocketException {
    add(member(group, at), false, source);
  }

  /// Undoes [#block] (`IP_UNBLOCK_SOURCE`).
  ///
  /// @throws SocketException `EINVAL`, `EADDRNOTAVAIL`
  public void unblock(Ip group, @Nullable NetDevice at, Ip source) throws SocketException {
    remove(member(group, at), false, source);
  }

  private Membership member(Ip group, @Nullable NetDevice at) throws SocketException {
    Membership membership = find(group, device(group, at));
    if (membership == null) {
      throw new SocketException(Errno.EINVAL);
    }
    return membership;
  }

  /// `ip_mc_source`: what a filter without sources means may change.
  private void add(Membership membership, boolean include, Ip source) throws SocketException {
    InetDevice inet = membership.inet;
    Ip group = membership.group;
    if (membership.include != include) {
      if (!membership.sources.isEmpty()) {
        throw new SocketException(Errno.EINVAL);
      }
      inet.groups().join(group.hi(), group.lo(), include);
      inet.groups().leave(group.hi(), group.lo(), membership.include);
      membership.include = include;
    }
    if (membership.sources.contains(source)) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    if (membership.sources.size() >= socket.mostSources(group.family())) {
      throw new SocketException(Errno.ENOBUFS);
    }
    membership.sources.add(source);
    inet.addSources(group.hi(), group.lo(), include, halves(source));
  }

  private static void remove(Membership membership, boolean include, Ip source)
      throws SocketException {
    if (membership.include != include) {
      throw new SocketException(Errno.EINVAL);
    }
    if (!membership.sources.remove(source)) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    Ip group = membership.group;
    membership.inet.removeSources(group.hi(), group.lo(), include, halves(source));
  }

  private static long[] halves(Ip source) {
    return new long[] {source.hi(), source.lo()};
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

  /// Whether the socket hears what the source sends to the group and comes by the device
  /// (`ip_mc_sf_allow`, `inet6_mc_check`).
  boolean hears(Family family, long hi, long lo, long sourceHi, long sourceLo, NetDevice device) {
    for (int i = 0; i < joined.size(); i++) {
      if (joined.get(i).is(family, hi, lo, device)) {
        return joined.get(i).wants(sourceHi, sourceLo);
      }
    }
    return hearsAll;
  }
}
