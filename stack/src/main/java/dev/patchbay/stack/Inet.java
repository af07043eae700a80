package dev.patchbay.stack;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressModule;
import dev.patchbay.stack.igmp.IgmpModule;
import dev.patchbay.stack.ip.IpModule;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourModule;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.proc.ProcModule;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.RouteModule;
import dev.patchbay.stack.socket.SocketModule;
import dev.patchbay.stack.tcp.TcpModule;
import dev.patchbay.stack.udp.UdpModule;
import java.util.List;
import java.util.Map;

/// The internet protocols, built into the kernel: what each package adds to a machine, in the order
/// in which they hear of devices.
public final class Inet implements KernelModule {
  @Override
  public String name() {
    return "inet";
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public List<String> includes() {
    return List.of("ipv6", "af_packet");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    AddressModule.load(machine);
    RouteModule.load(machine);
    NeighbourModule.load(machine);
    RouteModule.loadIpv6(machine);
    IpModule.load(machine);
    IgmpModule.load(machine);
    SocketModule.load(machine);
    Ip6.load(machine);
    UdpModule.load(machine);
    TcpModule.load(machine);
    ProcModule.load(machine);
    NeighbourTable routers = NeighbourTable.of(machine, Family.IPV6);
    Fib.routerReachability(
        machine,
        (device, hi, lo) -> {
          Neighbour router = routers.find(device, hi, lo);
          return router != null && router.is(NeighbourState.FAILED);
        });
  }
}
