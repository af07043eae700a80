package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressChain;
import dev.patchbay.stack.route.Fib;

/// What this package adds to a machine: ARP, and the neighbour tables of both families with their
/// settings.
public final class NeighbourModule {
  private NeighbourModule() {}

  /// Becomes part of the machine: IPv4's half, ARP included.
  public static void load(Machine machine) {
    ArpProtocol arp = ArpProtocol.of(machine);
    register(machine, arp, "net/ipv4/neigh");
    machine.notifiers().add(new GratuitousArp());
    machine.addProtocol(EtherType.ARP, arp);
    machine.procFiles().addNet("arp", ArpFile::text);
    NeighbourTable table = NeighbourTable.of(machine, Family.IPV4);
    Fib.gatewayReachability(machine, (device, hi, lo) -> isUnreachable(table, device, hi));
  }

  /// Whether a neighbour is known and does not answer.
  private static boolean isUnreachable(NeighbourTable table, NetDevice device, long hi) {
    Neighbour neighbour = table.find(device, hi, 0);
    return neighbour != null && !neighbour.is(NeighbourState.VALID);
  }

  /// Says how a family finds neighbours, and gives it its settings under `directory`.
  public static void register(Machine machine, NeighbourProtocol protocol, String directory) {
    NeighbourTable table = NeighbourTable.of(machine, protocol.family());
    table.protocol(protocol);
    NeighbourEvents events = new NeighbourEvents(table);
    machine.notifiers().add(events);
    AddressChain.of(machine).add(protocol.family(), events);
    NeighbourSysctls.add(machine, table, directory);
  }
}
