package dev.patchbay.trace.why;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all namespaces of a lab have: an omniscience that no host has, to guess with what was
/// meant.
final class Atlas {
  /// An address of a device.
  record Place(NetDevice device, Ip address, int length) {
    Netns netns() {
      return device.netns();
    }

    /// Whether the other address is on its network.
    boolean isNear(Ip other) {
      return other.family() == address.family() && new Prefix(address, length).contains(other);
    }

    /// The address with its prefix length.
    String text() {
      return address.text() + "/" + length;
    }
  }

  private final World world;

  Atlas(World world) {
    this.world = world;
  }

  /// Every namespace.
  List<Netns> namespaces() {
    List<Netns> all = new ArrayList<>();
    for (Machine machine : world.machines()) {
      all.addAll(machine.namespaces());
    }
    return all;
  }

  /// The namespace that a journey calls so, or null.
  @Nullable Netns netns(String machine, String name) {
    for (Netns netns : namespaces()) {
      if (netns.machine().name().equals(machine) && netns.displayName().equals(name)) {
        return netns;
      }
    }
    return null;
  }

  /// Every address of the namespace, but for those of `lo`.
  List<Place> places(Netns netns) {
    List<Place> all = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      for (InetDevice inet : layers(device)) {
        for (InterfaceAddress address : inet.addresses()) {
          all.add(new Place(device, address.local(), address.prefixLength()));
        }
      }
    }
    return all;
  }

  private static List<InetDevice> layers(NetDevice device) {
    List<InetDevice> layers = new ArrayList<>(2);
    InetDevice inet = InetDevice.inet(device);
    InetDevice inet6 = InetDevice.inet6(device);
    if (inet != null && !device.isLoopback()) {
      layers.add(inet);
    }
    if (inet6 != null && !device.isLoopback()) {
      layers.add(inet6);
    }
    return layers;
  }

  /// Who has the address.
  List<Place> owners(Ip address) {
    List<Place> owners = new ArrayList<>();
    for (Netns netns : namespaces()) {
      for (Place place : places(netns)) {
        if (place.address.equals(address)) {
          owners.add(place);
        }
      }
    }
    return owners;
  }

  /// The route of the namespace to the address, or null when it has none.
  static @Nullable Route route(Netns netns, Ip to) {
    Route route = Fib.of(netns, to.family()).output(flow(to));
    return route == null || route.error() != 0 ? null : route;
  }

  /// Whether the namespace has a route to the address.
  static boolean hasRoute(Netns netns, Ip to) {
    return route(netns, to) != null;
  }

  /// The entry that forbids the namespace's way to the address, or null.
  static @Nullable FibEntry rejection(Netns netns, Ip to) {
    Flow flow = flow(to);
    Route route = Fib.of(netns, to.family()).output(flow);
    FibEntry entry = flow.entry();
    boolean rejects = route == null || route.error() != 0;
    return rejects && entry != null && entry.type().error() != null ? entry : null;
  }

  private static Flow flow(Ip to) {
    Flow flow = new Flow();
    flow.clear();
    flow.destinationHi = to.hi();
    flow.destinationLo = to.lo();
    return flow;
  }

  /// The words of a route from the namespace to an address by a neighbour; without a router when
  /// that is the neighbour's own.
  String way(Netns netns, Place next, Ip to) {
    for (Place mine : next.address.equals(to) ? places(netns) : List.<Place>of()) {
      if (mine.isNear(to)) {
        return "dev " + mine.device.name();
      }
    }
    return "via " + next.address.text();
  }

  /// The address of a neighbour by which the namespace could reach `to`, or null: of one that is
  /// nearer, or has a route that does not lead back.
  @Nullable Place gateway(Netns netns, Ip to) {
    Place guess = null;
    for (Place mine : places(netns)) {
      for (Netns other : namespaces()) {
        Place there = other == netns ? null : near(other, mine);
        if (there != null && knows(other, to, netns)) {
          boolean direct = places(other).stream().anyMatch(place -> place.isNear(to));
          if (direct) {
            return there;
          }
          guess = guess == null ? there : guess;
        }
      }
    }
    return guess;
  }

  private @Nullable Place near(Netns netns, Place mine) {
    for (Place place : places(netns)) {
      if (mine.isNear(place.address)
          && !place.address.equals(mine.address)
          && mine.length > 0
          && !place.address.isLinkLocal()) {
        return place;
      }
    }
    return null;
  }

  private boolean knows(Netns netns, Ip to, Netns butNotBy) {
    Route route = route(netns, to);
    if (route == null) {
      return false;
    }
    if (!route.hasGateway()) {
      return true;
    }
    Ip via = new Ip(to.family(), route.gatewayHi(), route.gatewayLo());
    return places(butNotBy).stream().noneMatch(place -> place.address.equals(via));
  }
}
