package dev.patchbay.tools.sockets;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.OpenFile;
import java.util.ArrayList;
import java.util.List;

/// A process that holds a socket, by the number of the descriptor.
public record SocketOwner(int pid, String name, int descriptor) {
  /// Those who hold the socket, the oldest process first.
  public static List<SocketOwner> of(OpenFile socket, Machine machine) {
    List<SocketOwner> owners = new ArrayList<>();
    for (Process process : machine.processes().all()) {
      for (Integer number : process.descriptors().numbers()) {
        if (process.descriptors().get(number) == socket) {
          owners.add(new SocketOwner(process.pid(), process.name(), number));
        }
      }
    }
    return owners;
  }
}
