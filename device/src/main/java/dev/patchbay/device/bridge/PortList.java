package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import java.util.Arrays;
import java.util.BitSet;

/// The ports of a bridge, newest first, as the kernel keeps them: the order of a flood.
final class PortList {
  private final BitSet numbers = new BitSet();
  private BridgePort[] ports = new BridgePort[4];
  private int count;

  int count() {
    return count;
  }

  /// The port number `i` of [#count].
  BridgePort get(int i) {
    return ports[i];
  }

  /// The least number that no port has, from 1 on.
  int freeNumber() {
    return numbers.nextClearBit(1);
  }

  void add(BridgePort port) {
    if (count == ports.length) {
      ports = Arrays.copyOf(ports, count * 2);
    }
    System.arraycopy(ports, 0, ports, 1, count);
    ports[0] = port;
    count++;
    numbers.set(port.number());
  }

  /// Removes a port that is there; nobody's backup is it any longer.
  void remove(BridgePort port) {
    int at = 0;
    while (ports[at] != port) {
      at++;
    }
    System.arraycopy(ports, at + 1, ports, at, --count - at);
    numbers.clear(port.number());
    for (int i = 0; i < count; i++) {
      if (ports[i].backup() == port) {
        ports[i].forgetBackup();
      }
    }
  }

  /// What they allow together.
  PortLimits limits() {
    PortLimits limits = PortLimits.WITHOUT_PORTS;
    for (int i = 0; i < count; i++) {
      limits = limits.with(ports[i].device());
    }
    return limits;
  }

  /// The speed of the fastest one.
  int speed() {
    int fastest = NetDevice.UNKNOWN_SPEED;
    for (int i = 0; i < count; i++) {
      fastest = Math.max(fastest, ports[i].device().speed());
    }
    return fastest;
  }
}
