package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import org.jspecify.annotations.Nullable;

/// The protocols above IPv6 that a machine knows beside ICMPv6, by their number (`inet6_protos`).
public final class TransportProtocols6 implements MachinePart {
  private static final Key<TransportProtocols6> KEY =
      new Key<>(machine -> new TransportProtocols6());

  private final @Nullable TransportProtocol6[] protocols = new @Nullable TransportProtocol6[256];

  private TransportProtocols6() {}

  /// The machine's protocols.
  public static TransportProtocols6 of(Machine machine) {
    return machine.part(KEY);
  }

  /// Registers a protocol (`inet6_add_protocol`).
  public void add(int number, TransportProtocol6 protocol) {
    protocols[number] = protocol;
  }

  /// Undoes [#add].
  public void remove(int number) {
    protocols[number] = null;
  }

  @Nullable TransportProtocol6 find(int number) {
    return protocols[number];
  }
}
