package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import java.util.ArrayList;
import java.util.List;

/// The packet sockets of a machine: they are told when their device goes down or is gone
/// (`packet_notifier`).
final class PacketSockets implements MachinePart {
  private static final Key<PacketSockets> KEY = new Key<>(PacketSockets::new);

  private final List<PacketSocket> sockets = new ArrayList<>();

  private PacketSockets(Machine machine) {
    machine.notifiers().add(this::notify);
  }

  static PacketSockets of(Machine machine) {
    return machine.part(KEY);
  }

  void add(PacketSocket socket) {
    sockets.add(socket);
  }

  void remove(PacketSocket socket) {
    sockets.remove(socket);
  }

  private void notify(NetdeviceEvent event, NetDevice device) {
    if (event == NetdeviceEvent.DOWN || event == NetdeviceEvent.UNREGISTER) {
      for (PacketSocket socket : List.copyOf(sockets)) {
        socket.deviceGone(device, event == NetdeviceEvent.UNREGISTER);
      }
    }
  }
}
