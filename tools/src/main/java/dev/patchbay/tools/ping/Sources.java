package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// The source addresses of a process: found as programs find them, by connecting a socket that
/// sends nothing.
record Sources(Process process) implements AddressOrder.Sources {
  @Override
  public @Nullable Ip source(Ip destination) {
    IpSocket probe =
        destination.isV4()
            ? new RawSocket(process.netns(), IpProtocol.UDP, process.name())
            : new RawSocket6(process.netns(), IpProtocol.UDP, process.name());
    probe.createdBy(process);
    try {
      probe.connect(destination);
      return probe.local();
    } catch (SocketException e) {
      return null;
    } finally {
      probe.close();
    }
  }
}
