package dev.patchbay.stack.tcp;

import dev.patchbay.core.Machine;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.ip.TransportProtocols;
import dev.patchbay.stack.ip6.TransportProtocols6;

/// What this package adds to a machine: TCP above both families, and its settings.
public final class TcpModule {
  private TcpModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    TcpInput input = new TcpInput();
    TransportProtocols.of(machine).add(IpProtocol.TCP, input);
    TransportProtocols6.of(machine).add(IpProtocol.TCP, input);
    TcpSettings.add(machine);
    HashTableSize.add(machine);
    TcpMemory.add(machine);
    CongestionControls.add(machine);
  }
}
