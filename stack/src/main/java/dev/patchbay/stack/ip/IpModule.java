package dev.patchbay.stack.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.neighbour.ArpProtocol;

/// What this package adds to a machine: IPv4 with ICMP, and its settings.
public final class IpModule {
  private IpModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    machine.addProtocol(
        EtherType.IPV4, (packet, device) -> IpStack.of(device).input().receive(packet, device));
    TransportProtocols.of(machine).add(IpProtocol.ICMP, new IcmpInput());
    ArpProtocol.of(machine)
        .linkFailure((packet, device) -> IpStack.of(device).icmp().linkFailure(packet, device));
    IpSysctls.add(machine);
  }
}
