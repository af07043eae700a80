package dev.patchbay.filter.nat;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.AddressChain;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The addresses of devices that connections get: by MASQUERADE that of the device they leave by.
/// Ends them when the device goes down or loses the address (net/netfilter/nf_nat_masquerade.c).
public final class DeviceAddress implements MachinePart, AddressListener {
  private static final Key<DeviceAddress> KEY = new Key<>(DeviceAddress::new);

  private final Tuple tuple = new Tuple();

  private DeviceAddress(Machine machine) {
    machine.notifiers().add(this::notify);
    AddressChain.of(machine).add(Family.IPV4, this);
    AddressChain.of(machine).add(Family.IPV6, this);
  }

  /// From now on what happens to the machine's devices and addresses is heard.
  static void listen(Machine machine) {
    machine.part(KEY);
  }

  /// Gives the packet's connection, which is new, the address of `out`; false when there is none.
  /// Ports as the range says.
  public static boolean masquerade(
      Netns netns, Packet packet, Family family, NetDevice out, NatRange range) {
    Connection connection = Connection.of(packet);
    if (connection == null) {
      return true;
    }
    Ip address = address(netns, packet, family, out);
    if (address == null) {
      return false;
    }
    connection.masqueradeIndex(out.index());
    Nat.of(netns).set(connection, range.to(address, address), Manipulation.SOURCE);
    return true;
  }

  /// The first address of the device, where a connection ends that is redirected, or null. Of IPv6
  /// one that is in use, rather not a link-local one.
  public static @Nullable Ip first(NetDevice device, Family family) {
    InetDevice inet = InetDevice.of(device, family);
    InterfaceAddress best = null;
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      boolean better = best == null || best.scope() > address.scope();
      if (!address.isTentative() && better) {
        best = address;
      }
      if (family == Family.IPV4) {
        break;
      }
    }
    return best == null ? null : best.local();
  }

  private static @Nullable Ip address(Netns netns, Packet packet, Family family, NetDevice out) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    Fib fib = Fib.of(netns, family);
    if (family == Family.IPV4) {
      Route route = Route.of(packet);
      long next = route.hasGateway() ? route.gatewayHi() : Ip.hi(Ipv4.destination(bytes, ip));
      long source = fib.selectSource(out, next, Scope.GLOBAL);
      return source == 0 ? null : Ip.v4((int) (source >>> 32));
    }
    Flow flow = new Flow();
    flow.destinationHi = Ipv6.destinationHi(bytes, ip);
    flow.destinationLo = Ipv6.destinationLo(bytes, ip);
    return fib.selectSource(out, flow) ? Ip.v6(flow.sourceHi, flow.sourceLo) : null;
  }

  private void notify(NetdeviceEvent event, NetDevice device) {
    if (event == NetdeviceEvent.DOWN && Nat.isKnown(device.netns())) {
      int index = device.index();
      Nat.of(device.netns()).conntrack().endIf(one -> one.masqueradeIndex() == index);
    }
  }

  @Override
  public void removed(InterfaceAddress address) {
    NetDevice device = address.inetDevice().device();
    if (!Nat.isKnown(device.netns())) {
      return;
    }
    int index = device.index();
    Conntrack conntrack = Nat.of(device.netns()).conntrack();
    conntrack.endIf(one -> one.masqueradeIndex() == index && answersTo(one, address));
  }

  private boolean answersTo(Connection connection, InterfaceAddress address) {
    connection.tuple(Connection.REPLY, tuple);
    return tuple.family == address.family()
        && tuple.destinationHi == address.localHi()
        && tuple.destinationLo == address.localLo();
  }
}
