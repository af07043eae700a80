package dev.patchbay.stack.udp;

import dev.patchbay.core.Machine;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.ip.TransportProtocols;
import dev.patchbay.stack.ip6.TransportProtocols6;

/// What this package adds to a machine: UDP above both families.
public final class UdpModule {
  private UdpModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    UdpInput input = new UdpInput();
    TransportProtocols.of(machine).add(IpProtocol.UDP, input);
    TransportProtocols6.of(machine).add(IpProtocol.UDP, input);
    UdpLiteInput lite = new UdpLiteInput();
    TransportProtocols.of(machine).add(IpProtocol.UDPLITE, lite);
    TransportProtocols6.of(machine).add(IpProtocol.UDPLITE, lite);
  }
}
