package dev.patchbay.stack.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import org.jspecify.annotations.Nullable;

/// The protocols above IPv4 that a machine knows, by their number (`inet_protos`).
public final class TransportProtocols implements MachinePart {
  private static final Key<TransportProtocols> KEY = new Key<>(machine -> new TransportProtocols());

  private final @Nullable TransportProtocol[] protocols = new @Nullable TransportProtocol[256];

  private TransportProtocols() {}

  /// The machine's protocols.
  public static TransportProtocols of(Machine machine) {
    return machine.part(KEY);
  }

  /// Registers a protocol (`inet_add_protocol`).
  public void add(int number, TransportProtocol protocol) {
    protocols[number] = protocol;
  }

  /// Undoes [#add] (`inet_del_protocol`).
  public void remove(int number) {
    protocols[number] = null;
  }

  @Nullable TransportProtocol find(int number) {
    return protocols[number];
  }
}
